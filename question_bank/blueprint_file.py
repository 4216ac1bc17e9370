"""A blueprint document written as the TOML file that reads back as the same document."""

import json
from collections.abc import Iterator, Mapping

HEAD = ("schema", "id", "version", "levels", "scored", "pretest")


def blueprint_file(document: Mapping) -> str:
    """The file, table by table in the order in which a person reads a blueprint."""
    lines = [f"{key} = {_value(document[key])}" for key in HEAD if key in document]
    for name in ("counts", "bank_target", "tags"):
        if document.get(name):
            lines += ["", f"[{name}]", *(f"{_key(key)} = {_value(row)}" for key, row in document[name].items())]
    for name in ("assembly", "pretest_placing"):
        if document.get(name):
            lines += list(_table(name, document[name]))
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping) -> Iterator[str]:
    yield from ("", f"[{name}]")
    yield from (f"{_key(key)} = {_value(value)}" for key, value in table.items() if not isinstance(value, Mapping))
    for key, inner in table.items():
        if isinstance(inner, Mapping) and inner:
            yield from _table(f"{name}.{_key(key)}", inner)


def _key(key: str) -> str:
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isascii() and plain.isalnum() else json.dumps(key, ensure_ascii=False)


def _value(value) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
