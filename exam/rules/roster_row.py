"""One row of a roster: what each cell must hold before a person is authorized to test."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from email_validator import EmailNotValidError, validate_email

from exam.rules.days import months_after
from question_bank.languages import language_in_words, language_named

REQUIRED = ("candidate_id", "legal_first_name", "legal_last_name", "email", "program_id", "training_completed_on",
            "training_hours")
COLUMNS = ("candidate_id", "legal_first_name", "legal_middle_name", "legal_last_name", "suffix", "email", "phone",
           "program_id", "training_event_id", "training_completed_on", "training_hours", "language", "region",
           "authorization_path")
LONGEST = {"candidate_id": 64, "legal_first_name": 100, "legal_middle_name": 100, "legal_last_name": 100,
           "suffix": 20, "email": 254, "phone": 40, "program_id": 60, "training_event_id": 60, "region": 60}
LABELS = {"candidate_id": "candidate id", "legal_first_name": "first name", "legal_middle_name": "middle name",
          "legal_last_name": "last name", "suffix": "suffix", "email": "email address", "phone": "phone number",
          "program_id": "program", "training_event_id": "training event",
          "training_completed_on": "day the training was completed", "training_hours": "hours of training",
          "language": "language of the exam", "region": "region", "authorization_path": "path"}

RECIPROCITY = "reciprocity"  # a training elsewhere, which the board has looked at and accepts
UNKNOWN_REGION = "The program does not have this region. Leave the cell empty, or write one of: {}."
CANDIDATE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
HOURS = re.compile(r"(\d{1,4})(\.0+)?")


@dataclass(frozen=True)
class Terms:
    """What a program asks of a row: hours of training, how long the window stays open, its languages and regions.

    Of the hours of training so many may be missed. Where a program names no regions, any may be written.
    """

    min_hours: int
    window_months: int
    has_exam: bool = True
    languages: tuple[str, ...] = ("en",)
    regions: tuple[str, ...] = ()
    max_missed_hours: int = 0
    paths: tuple[str, ...] = ("trained",)


@dataclass(frozen=True)
class RosterRow:
    """A row that is good: one person, one program, one training."""

    line: int
    candidate_id: str
    legal_first_name: str
    legal_middle_name: str
    legal_last_name: str
    suffix: str
    email: str
    phone: str
    program_id: str
    training_event_id: str
    training_completed_on: date
    training_hours: int
    language: str = "en"
    region: str = ""
    authorization_path: str = "trained"

    @property
    def legal_name(self) -> str:
        """The name as it stands on the identity document."""
        parts = (self.legal_first_name, self.legal_middle_name, self.legal_last_name, self.suffix)
        return " ".join(part for part in parts if part)


def checked_row(line: int, cells: Mapping[str, str], terms: Mapping[str, Terms], *,
                today: date) -> tuple[RosterRow | None, dict[str, str]]:
    """The row, or None with {column: sentence} for everything that is wrong with it."""
    cells = {name: " ".join(str(cells.get(name) or "").split()) for name in COLUMNS}
    wrong = {name: f"The {LABELS[name]} is missing." for name in REQUIRED if not cells[name]}
    wrong |= {name: sentence for name, sentence in _troubles(cells) if name not in wrong}
    day, hours = read_day(cells["training_completed_on"]), read_hours(cells["training_hours"])
    asked = terms.get(cells["program_id"])
    if asked is None:
        known = ", ".join(sorted(terms)) or "none"
        wrong.setdefault("program_id", f"No program with this id is in effect. Those in effect: {known}.")
    path = cells["authorization_path"].casefold() or (asked.paths[0] if asked else "trained")
    if asked and path not in asked.paths:
        wrong.setdefault("authorization_path", "The program does not have this path. Leave the cell empty, or write "
                         f"one of: {', '.join(asked.paths)}.")
    for name, sentence in _training_troubles(day, hours, asked, today, path):
        wrong.setdefault(name, sentence)
    language = language_named(cells["language"]) or (asked.languages[0] if asked else "")
    if asked and language not in asked.languages:
        wrong.setdefault("language", "The exam is not given in this language. Leave the cell empty, or write one of: "
                         + ", ".join(f"{code} ({language_in_words(code)})" for code in asked.languages) + ".")
    region = region_named(cells["region"], asked.regions if asked else ())
    if region is None:
        wrong.setdefault("region", UNKNOWN_REGION.format(", ".join(asked.regions)))
    if wrong:
        return None, wrong
    return RosterRow(line, **{**cells, "training_completed_on": day, "training_hours": hours, "language": language,
                              "region": region, "authorization_path": path}), {}


def region_named(text: str, known: Sequence[str]) -> str | None:
    """The region as the program spells it, or as it was written where the program names none; None for another one."""
    if not text or not known:
        return text
    return next((name for name in known if name.casefold() == text.casefold()), None)


def read_day(text: str) -> date | None:
    """A day as 2026-03-02 or as 3/2/2026 (month first); None for anything else."""
    if found := ISO_DAY.fullmatch(text):
        year, month, day = found.groups()
    elif found := US_DAY.fullmatch(text):
        month, day, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_hours(text: str) -> int | None:
    """A whole number of hours, as 35 or 35.0; None for anything else."""
    found = HOURS.fullmatch(text)
    return int(found[1]) if found else None


def window_of(completed_on: date, months: int) -> tuple[date, date]:
    """First and last day on which the exam may be taken. No limit in the program gives ten years."""
    return completed_on, months_after(completed_on, months or 120)


def counted_from(path: str, completed_on: date, authorized_on: date) -> date:
    """The day from which the program's months count: a training elsewhere may be old, so then the authorization."""
    return authorized_on if path == RECIPROCITY else completed_on


def _troubles(cells: Mapping[str, str]):
    """What is wrong with the cells one by one."""
    for name, text in cells.items():
        if len(text) > LONGEST.get(name, 40):
            yield name, f"The {LABELS[name]} is too long: at most {LONGEST.get(name, 40)} characters."
        elif _has_hidden_signs(text):
            yield name, f"The {LABELS[name]} holds signs that cannot be read. Type it again."
    yield from _identity_troubles(cells)
    for name in ("legal_first_name", "legal_last_name"):
        if cells[name] and not any(sign.isalpha() for sign in cells[name]):
            yield name, f"The {LABELS[name]} holds no letter."
    if cells["phone"] and sum(sign.isdecimal() for sign in cells["phone"]) < 7:
        yield "phone", "The phone number has fewer than seven digits. Correct it or leave it empty."


def _identity_troubles(cells: Mapping[str, str]):
    if cells["candidate_id"] and not CANDIDATE_ID.fullmatch(cells["candidate_id"]):
        yield "candidate_id", ("The candidate id may hold letters, digits, full stops, hyphens, slashes and "
                               "underscores only. Check that a spreadsheet has not changed it.")
    if cells["email"] and not is_email(cells["email"]):
        yield "email", "This is not a complete email address, such as name@example.org."


def is_email(text: str) -> bool:
    """Whether letters can be sent to this address, as far as its spelling tells."""
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def _has_hidden_signs(text: str) -> bool:
    return any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Cn") for sign in text)


def _training_troubles(day: date | None, hours: int | None, terms: Terms | None, today: date, path: str):
    """What is wrong with the training, or with the program that it is for."""
    if terms and not terms.has_exam:
        yield "program_id", "This program asks for no exam."
    if day is None:
        yield "training_completed_on", "Write the day as 2026-03-02 or as 3/2/2026 (month first)."
    elif day > today:
        yield "training_completed_on", "This day is in the future. Import the person after the training."
    elif terms and window_of(counted_from(path, day, today), terms.window_months)[1] < today:
        yield "training_completed_on", (f"The {terms.window_months} months after this training are over. "
                                        "The training has to be repeated.")
    if hours is None:
        yield "training_hours", "Write the hours as a whole number, such as 35."
    elif terms and path != RECIPROCITY and hours < terms.min_hours - terms.max_missed_hours:
        missed = f", of which {terms.max_missed_hours} may be missed" if terms.max_missed_hours else ""
        yield "training_hours", f"{hours} hours are fewer than the {terms.min_hours} that the program asks for{missed}."
