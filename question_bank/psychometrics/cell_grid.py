"""A text file of short codes read as a table of small integers, millions of cells in a second."""

import csv
import io
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from question_bank.psychometrics.cell_bytes import short_cells

SEPARATORS = ",;\t"
WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")
WORDS_FOR_NOTHING = ("NA", "N/A", "NaN", "nan", "null")
MOST_NAMED = 5


class GridTrouble(ValueError):
    """The file is no table; `place`, `code` and the text say where and why."""

    def __init__(self, place: str, code: str, sentence: str):
        super().__init__(sentence)
        self.place, self.code = place, code


@dataclass(frozen=True, eq=False)
class Grid:
    """`cells[i, j]` is the place in `codes` of what row i says in column j. `labels` holds columns kept as text."""

    header: list[str]
    codes: list[str]
    cells: np.ndarray
    labels: dict[str, list[str]] = field(default_factory=dict)


def read_grid(data: bytes, label_names: Sequence[str] = ()) -> Grid:
    """A header and its rows. Columns named in `label_names`, and a first column without a name, are labels.

    Codes are trimmed; `2.0` is `2`; `NA` is empty. Blank lines are left out. Raises GridTrouble.
    """
    text = plain_text(data)
    head, _, body = text.partition(b"\n")
    separator = max(SEPARATORS, key=lambda sign: head.count(sign.encode()))
    header = [name.strip() for name in next(csv.reader([head.decode()], delimiter=separator), [])]
    labels = [place for place, name in enumerate(header) if name in label_names or (place == 0 and not name)]
    _check_header(header, labels)
    fast = None if labels or b'"' in body else short_cells(body, len(header), ord(separator))
    if fast is None:
        return _careful(body.decode(), header, separator, labels)
    return _tidy(header, *fast)


def plain_text(data: bytes) -> bytes:
    """UTF-8 without a byte order mark, every line ended by a line feed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", errors="replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError as trouble:
        raise GridTrouble(f"byte {trouble.start + 1}", "encoding",
                          "This is not UTF-8 text. Save the file as CSV UTF-8.") from None
    if b"\0" in data:
        raise GridTrouble("file", "not-text", "This is not a text file. Save the answers as CSV.")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
    if not data.strip():
        raise GridTrouble("file", "empty", "The file is empty. The first row names the items, each further row is a "
                          "person.")
    return data.lstrip(b"\n")


def _check_header(header: list[str], labels: list[int]) -> None:
    while header and not header[-1]:
        header.pop()
    for place, name in enumerate(header):
        if place in labels:
            continue
        if not name:
            raise GridTrouble(f"row 1, column {place + 1}", "no-name", "This column has no name. Name each item in the "
                              "first row.")
        if name in header[:place]:
            raise GridTrouble(f"row 1, column {place + 1}", "duplicate-name",
                              f"The name {name!r} stands in columns {header.index(name) + 1} and {place + 1}. The "
                              "first row must hold the names of the items, each once.")


class _Places(dict):
    """A place for each code, in the order in which they come."""

    def __missing__(self, code: str) -> int:
        self[code] = len(self)
        return self[code]


def _careful(body: str, header: list[str], separator: str, labels: list[int]) -> Grid:
    places, cells, columns = _Places(), array("i"), len(header)
    kept: dict[int, list[str]] = {place: [] for place in labels}
    others = [place for place in range(columns) if place not in kept]
    bad = []
    for number, row in enumerate(csv.reader(io.StringIO(body), delimiter=separator), start=2):
        if columns > 1 and len(row) <= 1 and not any(cell.strip() for cell in row):
            continue
        if len(row) != columns and (len(row) < columns or any(cell.strip() for cell in row[columns:])):
            bad.append((number, len(row)))
            continue
        for place in labels:
            kept[place].append(row[place].strip())
        cells.extend([places[row[place]] for place in others])
    if bad:
        raise _ragged(bad, columns)
    table = np.array(cells, dtype=np.int32).reshape(-1, len(others))
    tidied = _tidy([header[place] for place in others], [code.encode() for code in places], table)
    return Grid(tidied.header, tidied.codes, tidied.cells, {header[place]: words for place, words in kept.items()})


def _ragged(bad: list[tuple[int, int]], columns: int) -> GridTrouble:
    named = ", ".join(f"row {number} has {cells}" for number, cells in bad[:MOST_NAMED])
    more = f", and {len(bad) - MOST_NAMED} more rows differ" if len(bad) > MOST_NAMED else ""
    return GridTrouble(f"row {bad[0][0]}", "ragged-row", f"The header has {columns} cells, but {named}{more}. Give "
                       "every person one cell for each item; leave it empty when there is no answer.")


def _tidy(header: list[str], codes: list[bytes], cells: np.ndarray) -> Grid:
    """The same table with each code trimmed, and codes that mean the same made one."""
    places = _Places()
    meaning = np.array([places[code_meant(code.decode().strip())] for code in codes], dtype=np.int32)
    if not len(cells):
        raise GridTrouble("file", "no-rows", "There is no row of answers under the names of the items.")
    if len(places) == len(codes):
        return Grid(header, list(places), cells)
    return Grid(header, list(places), meaning[cells])


def code_meant(code: str) -> str:
    whole = WHOLE_NUMBER.fullmatch(code)
    if whole:
        return whole[1]
    return "" if code in WORDS_FOR_NOTHING else code
