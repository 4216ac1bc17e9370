"""Inside an action: who has a tie decides nothing, and nobody loses anything unheard."""

from datetime import datetime

from exam.database import db, lock
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.models import Inquiry, Sitting
from exam.queries.conflicts import conflicts_of
from exam.rules.conflicts import SOMEBODY_ELSE


def refuse_with_a_tie(sitting: Sitting, by) -> None:
    """Whoever trained or proctored the candidate, or has another tie, decides nothing (C12)."""
    reasons = conflicts_of(by.key, sitting) if by.kind == "staff" else []
    if reasons:
        raise Refused(f"{reasons[0]} {SOMEBODY_ELSE}", *reasons[1:])


def hear(inquiry: Inquiry | None, *, now: datetime, by) -> None:
    """In the running transaction: when the time to answer is over, that is put on record."""
    if inquiry is not None:
        lock(inquiry)
        if inquiry.state == "notified" and now >= inquiry.answer_until:
            inquiry.take("close_window", now=now, by=by)
            inquiry.heard_at = now
            db.session.flush()


def end(inquiry: Inquiry | None, step: str, *, now: datetime, by) -> None:
    """In the running transaction: the inquiry is decided, or nothing is taken away and it is dropped."""
    if inquiry is None:
        return
    lock(inquiry)  # the candidate may be answering at this moment
    if inquiry.state in ("decided", "dropped"):
        return
    inquiry.take(step, now=now, by=by)
    inquiry.ended_at = now
    if step == "drop" and inquiry.notified_at is not None:
        to_candidate.inquiry_closed(inquiry, now=now)
