"""XLSX: read as plain cells, written as plain text. No formula is ever trusted, no link followed, no macro opened."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import openpyxl
import xlsxwriter

from question_bank.assets import Asset
from question_bank.cells import guarded, unguarded
from question_bank.effort import spend
from question_bank.interchange.archives import ArchiveRefused, look_through, unpacked
from question_bank.interchange.table import MOST_COLUMNS, columns_for, items_in, losses_of, row_of
from question_bank.interchange.telling import Told, nobody
from question_bank.item_sizes import MOST_ITEMS
from question_bank.items import ItemContent
from question_bank.problems import Problem

SHEET = "items"
# A workbook carries a creation date; a fixed one keeps the bytes the same.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class _SheetRefused(ValueError):
    """The sheet cannot be used: a place, a code and a sentence."""


def read(data: bytes, told: Told = nobody) -> tuple[list[ItemContent], list[Problem]]:
    """The items of the first sheet, or of the one named items, and what is wrong with the others."""
    try:
        look_through(data)
        with unpacked(data) as archive:
            if any("vbaproject" in name.casefold() for name in archive.namelist()):
                raise _SheetRefused("file", "macro", "The workbook holds macros. Save it as a plain .xlsx file.")
            _count(archive)
        return _items(data, told)
    except ArchiveRefused as trouble:
        return [], [Problem("file", trouble.code, str(trouble))]
    except _SheetRefused as trouble:
        return [], [Problem(*trouble.args)]
    # openpyxl raises whatever its parts raise; whichever it is, the file is no workbook that we can read.
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, RecursionError,
            zipfile.BadZipFile):
        return [], [Problem("file", "not-well-formed", "The file is damaged or no workbook. Save it again as .xlsx.")]


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as a workbook of one sheet, every cell text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                     "strings_to_numbers": False})
    book.set_properties({"created": NO_DATE})
    sheet, columns = book.add_worksheet(SHEET), columns_for(items)
    sheet.freeze_panes(1, 1)
    rows = [dict(zip(columns, columns, strict=True)), *map(row_of, items)]
    for number, row in enumerate(rows):
        for place, name in enumerate(columns):
            _write(sheet, number, place, row.get(name, ""))
    book.close()
    return out.getvalue()


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What the format cannot hold of these items, as warnings."""
    return losses_of(items)


def _write(sheet, number: int, place: int, text: str) -> None:
    if text and sheet.write_string(number, place, guarded(text)) != 0:
        raise ValueError(f"Row {number + 1}, column {place + 1} is too long for a workbook. Use json or csv instead.")


def _count(archive: zipfile.ZipFile) -> None:
    """Tell of the work before any cell is made: a cell and its text are four to eight tags.

    Every part is counted, for a sheet may have any name; and in advance, for a row is made whole before it is seen.
    """
    for entry in archive.infolist():
        part = archive.read(entry)
        spend(5 * part.count(b"<") + part.count(b"="))


def _items(data: bytes, told: Told) -> tuple[list[ItemContent], list[Problem]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        rows = _rows(_sheet(book), told)
        _, header = next(rows, (1, []))
        return items_in(header, rows)
    finally:
        book.close()


def _sheet(book):
    if SHEET in book.sheetnames:
        return book[SHEET]
    if len(book.worksheets) != 1:
        raise _SheetRefused("file", "several-sheets", f"Several sheets were found. Name the one to read {SHEET!r}.")
    return book.worksheets[0]


def _rows(sheet, told: Told) -> Iterator[tuple[int, list[str]]]:
    claimed = min(sheet.max_row or 0, MOST_ITEMS)
    sheet.reset_dimensions()  # what the file says of its own size is not believed, and serves to tell how far we are
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ITEMS + 1:
            raise _SheetRefused("file", "too-large", f"The sheet holds more than {MOST_ITEMS} rows. Split it.")
        if len(row) > MOST_COLUMNS:
            raise _SheetRefused(f"row {number}", "too-large", f"The row has more than {MOST_COLUMNS} cells.")
        yield number, [_text(cell, number) for cell in row]
        told(number, max(number, claimed))


def _text(cell, number: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        raise _SheetRefused(f"row {number}, column {cell.column_letter}", "formula",
                            "A formula stands in this cell. Put its text there instead.")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else unguarded(str(value))
