"""The files of an export: CSV, XLSX and JSON lines of the same rows, written row by row. Same rows, same bytes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter

from exam.rules.export_columns import neutral

# A workbook carries a creation date; a fixed one keeps the bytes the same.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def write_csv(columns: Sequence[str], rows: Iterable[Mapping], out: BinaryIO) -> None:
    """UTF-8 CSV with a header row, CRLF line ends, and cells that no spreadsheet executes."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([neutral(row[name]) for name in columns] for row in rows)
    text.detach()


def write_json(columns: Sequence[str], rows: Iterable[Mapping], out: BinaryIO) -> None:
    """One JSON object a line, columns in order. JSON knows no formulas, so values stand as they are."""
    for row in rows:
        chosen = {name: row[name] for name in columns}
        out.write((json.dumps(chosen, ensure_ascii=False) + "\n").encode())


def write_xlsx(columns: Sequence[str], rows: Iterable[Mapping], out: BinaryIO) -> None:
    """A workbook of one sheet. Text is written as text: never as a formula, never as a link."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False,
                                     "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": NO_DATE})
    sheet = book.add_worksheet("results")
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name)
    for number, row in enumerate(rows, start=1):
        for place, name in enumerate(columns):
            _write_cell(sheet, number, place, row[name])
    book.close()


def _write_cell(sheet, row: int, column: int, value) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(neutral(value)))


WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}


def type_of(name: str) -> str:
    """The media type of an export's file."""
    return "application/json" if name == "manifest.json" else TYPES[name.rpartition(".")[2]]
