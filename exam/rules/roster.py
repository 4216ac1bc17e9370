"""Reading a roster: the bytes of a CSV file in, good rows and bad rows by line with their reasons out."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exam.errors import Refused
from exam.rules.addresses import canonical_email
from exam.rules.roster_row import COLUMNS, REQUIRED, RosterRow, Terms, checked_row

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = (",", ";", "\t")
GUESSED = "The file is not UTF-8. It was read as Windows text: check names with accents."

# Other words that boards use for the same column.
OTHER_HEADS = {
    "id": "candidate_id", "board_candidate_id": "candidate_id", "candidate": "candidate_id",
    "first_name": "legal_first_name", "given_name": "legal_first_name", "middle_name": "legal_middle_name",
    "last_name": "legal_last_name", "surname": "legal_last_name", "family_name": "legal_last_name",
    "e_mail": "email", "email_address": "email", "e_mail_address": "email", "phone_number": "phone",
    "telephone": "phone", "program": "program_id", "training_event": "training_event_id", "event": "training_event_id",
    "training_completed": "training_completed_on", "completed_on": "training_completed_on",
    "training_date": "training_completed_on", "hours": "training_hours", "exam_language": "language",
    "language_of_the_exam": "language",
}


@dataclass(frozen=True)
class RawRow:
    """The cells of one row by column, the line on which it begins, and what is wrong with its shape."""

    line: int
    cells: Mapping[str, str]
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadRow:
    """A row that stays out, with every reason."""

    line: int
    candidate_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class RosterReading:
    """What a file says. `notes` are sentences about the file that a person should check."""

    good: tuple[RosterRow, ...] = ()
    bad: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()


def read_roster(data: bytes, terms: Mapping[str, Terms], *, today: date) -> RosterReading:
    """Read a file. Raises Refused when it is no roster at all: too large, not text, or without the columns."""
    if len(data) > MOST_BYTES:
        raise Refused(f"This file is larger than {MOST_BYTES // 1_000_000} megabyte. Divide it into several files.")
    text, notes = _decoded(data)
    rows = list(_rows(text))
    ids = _lines_by(rows, lambda row: _plain_id(row.cells))
    good, bad = [], []
    for raw in rows:
        row, wrong = checked_row(raw.line, raw.cells, terms, today=today)
        reasons = [*raw.troubles, *wrong.values(), *_doubled(ids[_plain_id(raw.cells)], raw)]
        if reasons:
            bad.append(BadRow(raw.line, str(raw.cells.get("candidate_id") or "").strip()[:64], tuple(reasons)))
        else:
            good.append(row)
    good, sharing = _without_shared_addresses(good)
    return RosterReading(tuple(good), tuple(sorted([*bad, *sharing], key=lambda row: row.line)), tuple(notes))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and a note when the encoding had to be guessed."""
    named = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    for encoding in [named] if named else ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text, [GUESSED] if encoding == "cp1252" else []
    raise Refused("This file is not text. Save the roster as CSV (UTF-8) and choose that file.")


def _rows(text: str) -> Iterator[RawRow]:
    lines = _parsed(text)
    first = next(lines, None)
    if first is None:
        raise Refused("This file is empty.")
    heads = _heads(first[1])
    for count, (line, cells) in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise Refused(f"This file has more than {MOST_ROWS} rows. Divide it into several files.")
        shifted = any(cell.strip() for cell in cells[len(heads):])
        yield RawRow(line, {head: cell for head, cell in zip(heads, cells, strict=False) if head},
                     ("This row has more cells than the header.",) if shifted else ())


def _parsed(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line on which it begins."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error:
        raise Refused(f"The file cannot be read from line {before + 1} on: look for a quotation mark that is not "
                      "closed, and save it as CSV again.") from None


def _heads(cells: list[str]) -> list[str | None]:
    """The column that each head names. Heads that we do not use are passed over."""
    plain = [re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()).strip("_") for cell in cells]
    heads = [name if name in COLUMNS else OTHER_HEADS.get(name) for name in plain]
    missing = [name for name in REQUIRED if name not in heads]
    if missing:
        raise Refused("The first line must name the columns. Missing: " + ", ".join(missing) + ".")
    twice = sorted({name for name in heads if name and heads.count(name) > 1})
    if twice:
        raise Refused("The first line names a column twice: " + ", ".join(twice) + ".")
    return heads


def _plain_id(cells: Mapping[str, str]) -> str:
    return str(cells.get("candidate_id") or "").strip().casefold()


def _doubled(same: list[RawRow], raw: RawRow) -> list[str]:
    if len(same) < 2 or not _plain_id(raw.cells):
        return []
    return ["The candidate id stands in this file more than once: lines " + _lines(same) + "."]


def _without_shared_addresses(rows: list[RosterRow]) -> tuple[list[RosterRow], list[BadRow]]:
    """An address belongs to one person."""
    people = _lines_by(rows, lambda row: canonical_email(row.email))
    good, bad = [], []
    for row in rows:
        others = [other for other in people[canonical_email(row.email)] if other is not row]
        if others:
            reason = f"Another person in this file has the same email address: line {_lines(others)}."
            bad.append(BadRow(row.line, row.candidate_id, (reason,)))
        else:
            good.append(row)
    return good, bad


def _lines(rows) -> str:
    return ", ".join(str(row.line) for row in rows)


def _lines_by(rows: list, key) -> dict:
    found: dict = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
