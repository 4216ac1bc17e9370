"""CSV: UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from question_bank.assets import Asset
from question_bank.cells import guarded, unguarded
from question_bank.interchange.table import MOST_COLUMNS, columns_for, items_in, losses_of, row_of
from question_bank.interchange.telling import Told, nobody
from question_bank.item_sizes import MOST_ITEMS
from question_bank.items import ItemContent
from question_bank.problems import Problem

SEPARATORS = ",;\t"


def read(data: bytes, told: Told = nobody) -> tuple[list[ItemContent], list[Problem]]:
    """The items of a file, and what is wrong with the others."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        return _refused("encoding", f"Byte {trouble.start + 1} is not UTF-8. Save the file as CSV UTF-8.")
    if "\x00" in text:
        return _refused("not-well-formed", "This is no CSV file: it holds null bytes. Save it as CSV UTF-8.")
    rows = _rows(text, told)
    try:
        _, header = next(rows, (1, []))
        return items_in(header, rows)
    except csv.Error as trouble:
        return _refused("not-well-formed", f"The file cannot be read as CSV: {trouble}. Check its quotes.")
    except OverflowError as trouble:
        return [], [Problem(*trouble.args)]


def write(items: Sequence[ItemContent], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The items as CSV with a byte order mark, so that spreadsheet programs take it for UTF-8."""
    out, columns = io.StringIO(newline=""), columns_for(items)
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in map(row_of, items):
        writer.writerow([guarded(row.get(name, "")) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def losses(items: Sequence[ItemContent]) -> list[Problem]:
    """What the format cannot hold of these items, as warnings."""
    return losses_of(items)


def _rows(text: str, told: Told) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows. The number is that of the row as a spreadsheet shows it, whatever lines its cells have."""
    separator, text = _separator(text)
    lines = text.count("\n") + (not text.endswith("\n"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, cells in enumerate(reader, start=1):
        if number > MOST_ITEMS + 1:
            raise OverflowError("file", "too-large", f"The file holds more than {MOST_ITEMS} rows. Split it.")
        if len(cells) > MOST_COLUMNS:
            raise OverflowError(f"row {number}", "too-large", f"The row has more than {MOST_COLUMNS} cells. "
                                "Check the quotes and separators of the row.")
        yield number, [unguarded(cell) for cell in cells]
        told(min(reader.line_num, lines), lines)


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text after it was said: spreadsheets may say it in a first line such as `sep=;`."""
    first, _, rest = text.partition("\n")
    said = first.strip()
    if said[:4].lower() == "sep=" and said[4:] in SEPARATORS and len(said) == 5:
        return said[4], rest
    return max(SEPARATORS, key=first.count), text


def _refused(code: str, message: str) -> tuple[list[ItemContent], list[Problem]]:
    return [], [Problem("file", code, message)]
