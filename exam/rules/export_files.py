"""The files of an export: CSV, XLSX and JSON lines of the same rows. Same rows, same bytes."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter

from exam.rules.export_columns import neutral

# A workbook carries a creation date; a fixed one keeps the bytes the same.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping]) -> bytes:
    """UTF-8 CSV with a header row, CRLF line ends, and cells that no spreadsheet executes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([neutral(row[name]) for name in columns] for row in rows)
    return out.getvalue().encode()


def json_bytes(columns: Sequence[str], rows: Iterable[Mapping]) -> bytes:
    """One JSON object a line, columns in order. JSON knows no formulas, so values stand as they are."""
    chosen = ({name: row[name] for name in columns} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen).encode()


def xlsx_bytes(columns: Sequence[str], rows: Iterable[Mapping]) -> bytes:
    """A workbook of one sheet. Text is written as text: never as a formula, never as a link."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": NO_DATE})
    sheet = book.add_worksheet("results")
    for number, values in enumerate([list(columns), *([row[name] for name in columns] for row in rows)]):
        for place, value in enumerate(values):
            _write_cell(sheet, number, place, value)
    book.close()
    return out.getvalue()


def _write_cell(sheet, row: int, column: int, value) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(neutral(value)))


WRITERS = {"csv": csv_bytes, "xlsx": xlsx_bytes, "json": json_bytes}


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
