"""Building typed tables from a document, with a problem for every unknown key and wrong type."""

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from difflib import get_close_matches

WORDS = {int: "a whole number", str: "text in quotes", bool: "true or false", float: "a number",
         date: "a date like 2026-01-31"}


class Found:
    """Collects (key, sentence) pairs while tables are built."""

    def __init__(self):
        self.problems: list[tuple[str, str]] = []

    def add(self, key: str, sentence: str) -> None:
        """Note one problem at a dotted key."""
        self.problems.append((key, sentence))


def build(cls: type, table: dict, path: str, found: Found):
    """An instance of the dataclass from a TOML table. What is wrong goes to `found`, and the default stands in."""
    kinds = typing.get_type_hints(cls)
    for key in table:
        if key not in kinds:
            found.add(_join(path, key), _unknown(key, kinds))
    values = {field.name: _value(kinds[field.name], table[field.name], _join(path, field.name), field, found)
              for field in fields(cls) if field.name in table}
    return cls(**values)


def _value(kind, given, path: str, field, found: Found):
    if is_dataclass(kind) and isinstance(given, dict):
        return build(kind, given, path, found)
    if typing.get_origin(kind) is tuple and isinstance(given, list):
        return _list(typing.get_args(kind)[0], given, path, found)
    if _fits(kind, given):
        return float(given) if kind is float else given
    found.add(path, f"expected {_wanted(kind)}, not {given!r}.")
    return field.default if field.default is not MISSING else field.default_factory()


def _list(inner, given: list, path: str, found: Found) -> tuple:
    if is_dataclass(inner):
        if any(not isinstance(row, dict) for row in given):
            found.add(path, "every entry must be a table.")
        return tuple(build(inner, row, f"{path}[{number}]", found)
                     for number, row in enumerate(given) if isinstance(row, dict))
    for row in given:
        if not _fits(inner, row):
            found.add(path, f"every entry must be {WORDS[inner]}, not {row!r}.")
    return tuple(row for row in given if _fits(inner, row))


def _fits(kind, given) -> bool:
    if kind is date and isinstance(given, str):
        return False
    if isinstance(kind, types.UnionType):
        return any(_fits(one, given) for one in typing.get_args(kind))
    if kind is float:
        return isinstance(given, int | float) and not isinstance(given, bool)
    if kind is int:
        return isinstance(given, int) and not isinstance(given, bool)
    return isinstance(kind, type) and isinstance(given, kind) and not isinstance(kind, types.GenericAlias)


def _wanted(kind) -> str:
    if isinstance(kind, types.UnionType):
        kind = typing.get_args(kind)[0]
    return WORDS.get(kind, "a list" if typing.get_origin(kind) is tuple else "a table")


def _unknown(key: str, known) -> str:
    near = get_close_matches(key, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else f" Known keys here: {', '.join(sorted(known))}."
    return f"unknown key.{hint} Remove it or correct its spelling."


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
