"""A workbook from a file of JSON lines, in a process of its own: spreadsheets are too heavy for one that serves pages.

    python -m exam.rules.workbooks LINES.json BOOK.xlsx COLUMN,COLUMN,...

It says on standard error how many rows are written. Memory stays the same however many rows there are.
"""

import json
import resource
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from exam.rules.export_columns import neutral_row

# A workbook carries a creation date; a fixed one keeps the bytes the same.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# Half of what a spreadsheet can open: a sheet of results stays below 2 GB, which is as far as an old archive goes.
ROWS_OF_A_SHEET = 500_000
MEMORY = 1024**3  # of addresses; what is in use stays far below
SAY_EVERY = 5_000
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False, "use_zip64": True}


def write_workbook(columns: Sequence[str], rows: Iterable[Sequence], target: Path, *, say=lambda written: None,
                   most: int = ROWS_OF_A_SHEET) -> None:
    """Text is written as text: never as a formula, never as a link. A full sheet is followed by another one."""
    book = xlsxwriter.Workbook(str(target), {**OPTIONS, "tmpdir": str(target.parent)})
    book.set_properties({"created": NO_DATE})
    sheet = None
    for written, row in enumerate(rows):
        place = written % most + 1
        if place == 1:
            sheet = _next_sheet(book, columns)
        sheet.write_row(place, 0, neutral_row(row))  # an empty cell stays empty; OPTIONS keep text from being read
        if written % SAY_EVERY == 0:
            say(written)
    if sheet is None:
        _next_sheet(book, columns)
    book.close()


def _next_sheet(book, columns: Sequence[str]):
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet("results" if number == 1 else f"results {number}")
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name)
    return sheet


def main() -> None:
    """Read the lines, write the book."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source, target = map(Path, sys.argv[1:3])
    columns = sys.argv[3].split(",")
    with source.open(encoding="utf-8") as lines:
        write_workbook(columns, (list(json.loads(line).values()) for line in lines), target,
                       say=lambda written: print(written, file=sys.stderr, flush=True))


if __name__ == "__main__":
    main()
