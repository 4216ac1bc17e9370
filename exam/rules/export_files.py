"""The files of an export: CSV and JSON lines of the same rows, written row by row. Same rows, same bytes.

A row is its values in the order of the columns. Workbooks are written by a process of their own (workbooks.py).
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from exam.rules.export_columns import neutral_row

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "sig": "application/octet-stream"}


class CsvFile:
    """UTF-8 CSV with a header row, CRLF line ends, and cells that no spreadsheet executes."""

    def __init__(self, columns: Sequence[str], out: BinaryIO):
        self.text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
        writer = csv.writer(self.text)
        writer.writerow(columns)
        self._write = writer.writerow

    def add(self, row: Sequence) -> None:
        """One more row."""
        self._write(neutral_row(row))

    def close(self) -> None:
        """Everything is in the file below, which stays open."""
        self.text.detach()


class JsonFile:
    """One JSON object a line, columns in order. JSON knows no formulas, so values stand as they are."""

    def __init__(self, columns: Sequence[str], out: BinaryIO):
        self.columns, self.out = columns, out
        self.spelled = json.JSONEncoder(ensure_ascii=False).encode

    def add(self, row: Sequence) -> None:
        """One more row."""
        self.out.write((self.spelled(dict(zip(self.columns, row, strict=True))) + "\n").encode())

    def close(self) -> None:
        """Nothing is held back."""


WRITERS = {"csv": CsvFile, "json": JsonFile}


def write_rows(kind: str, columns: Sequence[str], rows: Iterable[Sequence], out: BinaryIO) -> None:
    """All the rows into one file."""
    file = WRITERS[kind](columns, out)
    for row in rows:
        file.add(row)
    file.close()


def type_of(name: str) -> str:
    """The media type of an export's file."""
    return "application/json" if name == "manifest.json" else TYPES[name.rpartition(".")[2]]
