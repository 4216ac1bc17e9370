"""How long things are kept: the classes, the day from which something is due, and the digest that a tombstone keeps."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from exam.rules.days import instant_months_after
from question_bank.programs.retention_table import Retention


@dataclass(frozen=True)
class KeptClass:
    """One class of what is kept: its key in the program file, what it is in words, and from when its time counts."""

    key: str
    what: str
    since: str
    is_months: bool = False


# The tables whose rows the database lets go behind a tombstone of one of these classes.
CLASSES = {
    "answers": KeptClass("answers_years", "single answers of released exams, and of practice exams",
                         "the last step on record about the sitting"),
    "void_sittings": KeptClass("void_sittings_years", "single answers of exams that are void and were never released",
                               "the last step on record about the sitting"),
    "logs": KeptClass("logs_months", "network addresses, browser names, and ended log-ins",
                      "the signature, or the end of the log-in", is_months=True),
    "accommodation_papers": KeptClass(
        "accommodation_papers_years", "the words of requests for accommodations and of their decisions",
        "the candidate's last exam, and the last decision"),
    "proctor_contact": KeptClass("proctor_contact_years", "e-mail addresses and phone numbers of proctors",
                                 "the last step on record about their last sitting"),
}
ANSWERS = ("answers", "void_sittings")
GUARDED = {
    "answer_event": ANSWERS,
    "handed_in": ANSWERS,
    "answer_vector": ("answers",),
    "attestation_device": ("logs",),
}
NOT_DUE = "This is not due any more: something changed since the plan was made. Nothing was deleted."
NO_LONGER_KEPT = "no longer kept"
UNDER_HOLD = "a legal hold"
IN_A_PROCEEDING = "an incident, a hold, an inquiry or an appeal is open"
SCORING_OPEN = "a decision about the scoring of its exam form is open"


def period_of(kind: str, retention: Retention) -> int:
    """How many years, or months, the program keeps a class; 0 while the board has not set it."""
    return getattr(retention, CLASSES[kind].key)


def rule_of(kind: str, retention: Retention) -> str:
    """The rule as the program file says it."""
    return f"{CLASSES[kind].key} = {period_of(kind, retention)}"


def cut_off(kind: str, period: int, now: datetime) -> datetime | None:
    """What is older than this may go; None while no period is set: then nothing may."""
    if period < 1:
        return None
    return instant_months_after(now, -period if CLASSES[kind].is_months else -12 * period)


def rows_digest(tables: Mapping[str, Sequence[Sequence]], salt: str) -> str:
    """SHA-256 over removed rows as the database stored them: each table with its rows in order, columns as they stand.

    Whoever holds an older copy of the database and the salt can take it again and prove what the rows said. The salt
    stands in the proof of deletion alone: without it nobody can try out addresses until one fits.
    """
    spelled = json.dumps({name: [[_plain(value) for value in row] for row in rows] for name, rows in tables.items()},
                         sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"examhall-disposal-1\x00" + f"{salt}{spelled}".encode()).hexdigest()


def _plain(value):
    """Both databases spell alike: a truth value is a number, bytes are named so and hexadecimal."""
    if isinstance(value, bool):
        return int(value)
    return {"bytes": bytes(value).hex()} if isinstance(value, bytes | memoryview) else value
