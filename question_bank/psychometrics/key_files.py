"""Files that say which option of each item is right."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.psychometrics.cell_grid import SEPARATORS, code_meant, plain_text

ITEM_WORDS = ("item", "code", "name", "id", "item_id", "question")
KEY_WORDS = ("key", "answer", "right", "correct", "solution")
OPTION_WORDS = ("options", "choices")
BETWEEN = "|"


class KeyTrouble(ValueError):
    """The key cannot be used; `code` and the text say why."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class ItemKey:
    """The right code or codes of one item, and its options when the file lists them."""

    right: tuple[str, ...]
    options: tuple[str, ...] = ()


def read_key(data: bytes, items: Sequence[str]) -> dict[str, ItemKey]:
    """The key of each item, from either of two shapes. Several right codes are written `A|C`.

    One row of codes under the names of the items (or without names, in the order of the items); or one row for each
    item: its name, its key and, if wanted, its options as `A|B|C|D`. It may name more items than there are. Raises
    KeyTrouble or GridTrouble.
    """
    rows = _rows(data)
    keys = _lying(rows, items) or _standing(rows, items) or _nameless(rows, items)
    if keys is None:
        raise KeyTrouble("key-shape", "This is no key. Write the names of the items in one row and the right codes "
                         "under them, or one row for each item with its name and its key.")
    without = [name for name in items if not any(keys.get(name, ItemKey(())).right)]
    if without:
        more = f" and {len(without) - 5} more items" if len(without) > 5 else ""
        raise KeyTrouble("no-key", f"There is no key for {', '.join(repr(name) for name in without[:5])}{more}. Every "
                         "item needs one; a column that is no item is named as the column of persons or groups.")
    return keys


def _rows(data: bytes) -> list[list[str]]:
    lines = plain_text(data).decode().splitlines()
    separator = max(SEPARATORS, key=lambda sign: lines[0].count(sign))
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
    return [row for row in rows if any(row)]


def _lying(rows: list[list[str]], items: Sequence[str]) -> dict[str, ItemKey] | None:
    names = rows[0]
    if len(rows) != 2 or not set(names) & set(items) or len(rows[1]) > len(names):
        return None
    if len(set(names)) < len(names):
        raise KeyTrouble("duplicate-name", "An item stands twice in the key. Name each item once.")
    return {name: _one(code) for name, code in zip(names, rows[1], strict=False)}


def _standing(rows: list[list[str]], items: Sequence[str]) -> dict[str, ItemKey] | None:
    words = [word.lower() for word in rows[0]]
    named = words[0] in ITEM_WORDS and rows[0][0] not in items
    if named:
        right = next((at for at, word in enumerate(words) if word in KEY_WORDS), 1)
        options = next((at for at, word in enumerate(words) if word in OPTION_WORDS), None)
        rows = rows[1:]
    else:
        right, options = 1, 2
    if not rows or any(len(row) < 2 for row in rows) or sum(row[0] in items for row in rows) <= len(rows) / 2:
        return None
    if len({row[0] for row in rows}) < len(rows):
        raise KeyTrouble("duplicate-name", "An item stands twice in the key. Name each item once.")
    return {row[0]: _one(_cell(row, right), _cell(row, options)) for row in rows}


def _nameless(rows: list[list[str]], items: Sequence[str]) -> dict[str, ItemKey] | None:
    cells = rows[0] if len(rows) == 1 else [row[0] for row in rows if len(row) == 1]
    if len(cells) != len(items) or (len(rows) > 1 and len(cells) != len(rows)):
        return None
    return {name: _one(code) for name, code in zip(items, cells, strict=True)}


def _cell(row: list[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _one(right: str, options: str = "") -> ItemKey:
    return ItemKey(_parts(right), _parts(options))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code_meant(part.strip()) for part in cell.split(BETWEEN) if part.strip()))
