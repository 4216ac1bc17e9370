"""Our own format: a JSON file with the items as they are stored, and a word on where they come from."""

import json
from collections.abc import Sequence

from question_bank.item_shape import item_from
from question_bank.item_sizes import MOST_ITEMS
from question_bank.items import ItemContent, document_of
from question_bank.problems import Problem

TOP = {"schema", "sample", "notice", "items"}
WHOLE_FILE = "file"


class _Twice(ValueError):
    """A key stands twice in one object."""


def read(data: bytes) -> tuple[list[ItemContent], list[Problem]]:
    """The items of a file, and what is wrong with the others."""
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as trouble:
        return _refused("encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as UTF-8.")
    except json.JSONDecodeError as trouble:
        return _refused("not-well-formed", f"Not JSON: {trouble.msg} in line {trouble.lineno}, column {trouble.colno}.")
    except _Twice as trouble:
        return _refused("duplicate-field", f"The field {trouble} stands twice in one object. Remove one.")
    except (RecursionError, ValueError):
        return _refused("not-well-formed", "The file is nested too deeply or holds a number that is too long.")
    return _items(document)


def write(items: Sequence[ItemContent], *, sample: bool = False, notice: str = "") -> bytes:
    """The items as a file, in the given order."""
    document = {"schema": 1, "sample": sample, "notice": notice, "items": [document_of(item) for item in items]}
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _items(document) -> tuple[list[ItemContent], list[Problem]]:
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return _refused("no-items", 'The file must be an object with a list named "items".')
    unknown = sorted(set(document) - TOP)
    if unknown:
        return _refused("unknown-field", f"There is no field {unknown[0][:40]!r} beside the items. Remove it.")
    if document.get("schema", 1) != 1:
        return _refused("unsupported-version", 'Only "schema": 1 can be read.')
    if len(document["items"]) > MOST_ITEMS:
        return _refused("too-large", f"The file holds more than {MOST_ITEMS} items. Split it.")
    items: dict[str, ItemContent] = {}
    problems: list[Problem] = []
    for number, row in enumerate(document["items"], start=1):
        _take(row, number, items, problems)
    return list(items.values()), problems


def _take(row, number: int, items: dict[str, ItemContent], problems: list[Problem]) -> None:
    if not isinstance(row, dict):
        problems.append(Problem(f"item {number}", "wrong-type", "An object is expected here."))
        return
    name = f"item {number} ({row['code']})" if isinstance(row.get("code"), str) else f"item {number}"
    item, found = item_from(row, lambda field: f"{name}, {field}")
    if item is not None and item.code in items:
        found = [Problem(f"{name}, code", "duplicate-code", "An item above has the same code. Give it another one.")]
    if found:
        problems.extend(found)
    else:
        items[item.code] = item


def _once(pairs: list[tuple]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(repr(next(key for key in keys if keys.count(key) > 1))[:40])
    return found


def _refused(code: str, message: str) -> tuple[list[ItemContent], list[Problem]]:
    return [], [Problem(WHOLE_FILE, code, message)]
