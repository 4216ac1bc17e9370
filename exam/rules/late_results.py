"""What a candidate is told whose result takes long: why, in calm words, and until when to expect news (C11)."""

from collections.abc import Iterable
from datetime import date, timedelta

from exam.rules.release import GateFacts

WITNESS = ("Your {} has not signed the statement about your exam yet. Your status page shows how to ask again, or how "
           "to name another person who was in the room with you.")
NOT_ACCEPTED = "The board has not accepted the person who signed for your exam yet."
REPORTED = "Something about the exam was reported. The board looks at it first. That alone says nothing against you."
HELD = "The board looks at something before it releases this result. That alone says nothing against you."
LOST = ("A fault on our side lost answers of this exam. Your status page says what was found and what you may choose. "
        "You did nothing wrong.")
KEY = "The board looks at the questions of this exam once more. It does this for everybody who took it."
CUT = "The board has not set yet which score is needed. This is the same for everybody who took this exam."
READY = "Nothing is missing any more. The board has still to release the result."


def reasons_for(facts: GateFacts, proctor: str) -> list[str]:
    """Why the result does not exist yet, as sentences for the candidate. None of them knows a score: there is none."""
    found = [(facts.attested_digest is None, WITNESS.format(proctor)),
             (facts.approval not in ("not_needed", "given"), NOT_ACCEPTED), (facts.open_incidents > 0, REPORTED),
             (facts.open_holds > 0, HELD), (facts.open_losses > 0, LOST),
             (bool(facts.key_trouble), KEY), (not facts.cut_adopted, CUT)]
    return [sentence for stands, sentence in found if stands] or [READY]


def new_day(known: Iterable[date], today: date, days: int) -> date:
    """Until when to expect news: the last day that somebody named and that is to come, else so many days from now."""
    return max((day for day in known if day > today), default=today + timedelta(days=days))
