"""The files of an export: CSV and JSON lines of the same rows, written row by row. Same rows, same bytes.

A row is its values in the order of the columns. Workbooks are written by a process of their own (workbooks.py).
"""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from exam.rules.export_columns import WATCHED, neutral_row
from exam.rules.row_spelling import CsvRow, JsonRow

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "sig": "application/octet-stream"}


class CsvFile:
    """UTF-8 CSV with a header row, CRLF line ends, and cells that no spreadsheet executes."""

    def __init__(self, columns: Sequence[str], out: BinaryIO):
        self.out, self.spelled = out, CsvRow(WATCHED, neutral_row).of
        self.add(columns)

    def add(self, row: Sequence) -> None:
        """One more row."""
        self.out.write(self.spelled(row))


class JsonFile:
    """One JSON object a line, columns in order. JSON knows no formulas, so values stand as they are."""

    def __init__(self, columns: Sequence[str], out: BinaryIO):
        self.out, self.spelled = out, JsonRow(columns).of

    def add(self, row: Sequence) -> None:
        """One more row."""
        self.out.write(self.spelled(row) + b"\n")


WRITERS = {"csv": CsvFile, "json": JsonFile}


def write_rows(kind: str, columns: Sequence[str], rows: Iterable[Sequence], out: BinaryIO) -> None:
    """All the rows into one file."""
    file = WRITERS[kind](columns, out)
    for row in rows:
        file.add(row)


def type_of(name: str) -> str:
    """The media type of an export's file."""
    return "application/json" if name == "manifest.json" else TYPES[name.rpartition(".")[2]]
