"""Files of answers and keys read as one answer matrix, or the sentences that say why not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from question_bank.problems import Problem
from question_bank.psychometrics.answer_matrix import (
    OMITTED,
    RIGHT_OR_WRONG,
    AnswerMatrix,
    AnswerTrouble,
    option_list,
    tell_apart,
)
from question_bank.psychometrics.cell_grid import Grid, GridTrouble, read_grid
from question_bank.psychometrics.key_files import ItemKey, KeyTrouble, read_key

ROWS_AT_ONCE = 1 << 14
NEARLY_PERFECT = 0.9


@dataclass(frozen=True)
class Reading:
    """The matrix, or None when there is a problem of severity error; `problems` may also hold warnings."""

    matrix: AnswerMatrix | None
    problems: list[Problem]


def read_answers(data: bytes, name: str = "answers", *, key: bytes | None = None, key_name: str = "key",
                 key_row: bool = False, omitted: Sequence[str] = (), person: str = "", group: str = "") -> Reading:
    """Reads a CSV file of answers: the names of the items, then one row for each person.

    The cells are 0 and 1, or option codes with a `key` file; `key_row` says that the first row of answers is the key,
    which is never guessed. `omitted` lists codes that stand for no answer. `person` and `group` name columns of labels.
    """
    try:
        grid = read_grid(data, [label for label in (person, group) if label])
        keys, grid = _keys(grid, key, key_row)
        matrix = _matrix(grid, keys, frozenset(omitted), _labels(grid, person, group))
    except GridTrouble as trouble:
        return Reading(None, [Problem(f"{name} {trouble.place}", trouble.code, str(trouble))])
    except KeyTrouble as trouble:
        return Reading(None, [Problem(key_name, trouble.code, str(trouble))])
    except AnswerTrouble as trouble:
        return Reading(None, [Problem(name, "answers", str(trouble))])
    return Reading(matrix, [*_doubts(matrix, name), *_unknown(keys, matrix, name), *_strange(keys, matrix, key_name)])


def _keys(grid: Grid, key: bytes | None, key_row: bool) -> tuple[dict[str, ItemKey], Grid]:
    if not key_row:
        return (read_key(key, grid.header) if key is not None else {}), grid
    if key is not None:
        raise KeyTrouble("two-keys", "Give a key file, or say that the first row is the key, not both.")
    keys = {name: ItemKey((grid.codes[place],)) for name, place in zip(grid.header, grid.cells[0], strict=True)}
    without = [name for name, one in keys.items() if one.right == ("",)]
    if without or len(grid.cells) == 1:
        raise KeyTrouble("no-key", f"The first row is the key, but it is empty for {without[0]!r}." if without else
                         "There is a key in the first row, but no answers under it.")
    return keys, Grid(grid.header, grid.codes, grid.cells[1:], {at: words[1:] for at, words in grid.labels.items()})


def _labels(grid: Grid, person: str, group: str) -> dict[str, tuple[str, ...]]:
    for wanted in (person, group):
        if wanted and wanted not in grid.labels:
            raise GridTrouble("row 1", "no-column", f"There is no column {wanted!r}. The file has "
                              f"{', '.join([*grid.labels, *grid.header][:8])}.")
    names = grid.labels.get(person) or grid.labels.get("") or ()
    return {"persons": tuple(names), "groups": tuple(grid.labels.get(group, ())) if group else ()}


def _matrix(grid: Grid, keys: dict[str, ItemKey], omitted: frozenset[str], labels: dict) -> AnswerMatrix:
    blank = np.array([code == "" or code in omitted for code in grid.codes])
    seen = _seen(grid)
    seen[:, blank] = False
    scored = not keys
    if scored:
        _check_scored(grid, seen)
        keys = {name: ItemKey(("1",), RIGHT_OR_WRONG) for name in grid.header}
    options = []
    for column, name in enumerate(grid.header):
        found = {grid.codes[place] for place in np.flatnonzero(seen[column])}
        options.append(option_list(name, found, keys[name].right, keys[name].options))
    places = _places(grid.codes, blank, options)
    answers = np.empty(grid.cells.shape, dtype=np.int8)
    for begin in range(0, len(answers), ROWS_AT_ONCE):
        block = grid.cells[begin:begin + ROWS_AT_ONCE]
        alike = len(set(options)) == 1
        answers[begin:begin + ROWS_AT_ONCE] = places[0][block] if alike else places[np.arange(len(options)), block]
    right = [frozenset(options[column].index(code) for code in keys[name].right)
             for column, name in enumerate(grid.header)]
    return AnswerMatrix(tuple(grid.header), tuple(options), tell_apart(answers), tuple(right), scored=scored, **labels)


def _seen(grid: Grid) -> np.ndarray:
    """(items, codes): whether a code stands anywhere in the column of an item."""
    seen = np.zeros((len(grid.header), len(grid.codes)), dtype=bool)
    columns = np.arange(len(grid.header))
    for begin in range(0, len(grid.cells), ROWS_AT_ONCE):
        seen[columns, grid.cells[begin:begin + ROWS_AT_ONCE]] = True
    return seen


def _places(codes: list[str], blank: np.ndarray, options: list[tuple[str, ...]]) -> np.ndarray:
    """(items, codes): the place of each code among the options of an item."""
    number = {code: place for place, code in enumerate(codes)}
    places = np.full((len(options), len(codes)), OMITTED, dtype=np.int8)
    for column, found in enumerate(options):
        for place, code in enumerate(found):
            if code in number and not blank[number[code]]:
                places[column, number[code]] = place
    return places


def _check_scored(grid: Grid, seen: np.ndarray) -> None:
    strange = [place for place in np.flatnonzero(seen.any(axis=0)) if grid.codes[place] not in RIGHT_OR_WRONG]
    if strange:
        row, column = np.argwhere(grid.cells == strange[0])[0]
        raise GridTrouble(f"row {row + 2}, column {grid.header[column]}", "key-needed",
                          f"This cell says {grid.codes[strange[0]]!r}. Without a key, cells are 0, 1 or empty. Give a "
                          "key file, or say that the first row is the key. If the column is no item, name it as the "
                          "column of persons or groups.")


def _unknown(keys: dict[str, ItemKey], matrix: AnswerMatrix, name: str) -> list[Problem]:
    """Codes that are none of the options which the key lists: kept as options of their own, and said."""
    found = []
    for column, item in enumerate(matrix.items):
        declared = keys[item].options if item in keys else ()
        for place, code in enumerate(matrix.options[column]):
            if declared and code not in declared:
                cells = int((matrix.answers[:, column] == place).sum())
                found.append(Problem(f"{name} column {item}", "unknown-code", f"Cells that say {code!r}, none of the "
                                     f"options {', '.join(declared)}: {cells}. They count as one more option.",
                                     "warning"))
    return found


def _strange(keys: dict[str, ItemKey], matrix: AnswerMatrix, key_name: str) -> list[Problem]:
    strange = [name for name in keys if name not in matrix.items]
    if not strange:
        return []
    return [Problem(key_name, "unknown-item", f"The key also names {', '.join(strange[:5])} ({len(strange)} in all), "
                    "with no column in the answers. That is well if it is the key of a whole bank.", "warning")]


def _doubts(matrix: AnswerMatrix, name: str) -> list[Problem]:
    doubts = []
    for column, (item, key) in enumerate(zip(matrix.items, matrix.key, strict=True)):
        chosen = np.isin(matrix.answers[:, column], list(key)).any()
        if not chosen and not matrix.scored:
            codes = " or ".join(matrix.options[column][place] for place in sorted(key))
            doubts.append(Problem(f"{name} column {item}", "key-not-chosen", f"Nobody chose the key {codes!r}. Check "
                                  "how the key is spelt.", "warning"))
    totals = np.count_nonzero(matrix.right(), axis=1)
    if not matrix.scored and totals[0] == matrix.k and (totals[1:] < NEARLY_PERFECT * matrix.k).all():
        doubts.append(Problem(f"{name} row 2", "perhaps-the-key", "Only the first row agrees with the whole key; no "
                              "other comes near. If it is the key and not a person, say that it is.", "warning"))
    return doubts
