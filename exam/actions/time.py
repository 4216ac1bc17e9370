"""Time given to a running sitting: extra seconds, another limit, more breaks; each audited, each with its reason."""

from datetime import datetime

from exam.database import db, transaction
from exam.errors import Refused
from exam.models import Sitting, TimeCredit
from exam.queries.arrangements import arrangement_for
from exam.rules.deadlines import allowed_seconds
from exam.rules.parts import MULTI_DAY
from exam.rules.preparing import PRINTED
from exam.rules.room_arrangements import in_the_room


def give_time(sitting: Sitting, *, seconds: int, kind: str, reason: str, now: datetime, by) -> TimeCredit:
    """Add working time while a sitting runs or is paused. `kind` is extra or outage; seconds are positive."""
    with transaction("give_time", by=by, now=now, locking=sitting) as entry:
        _must_run(sitting)
        if not 0 < seconds <= 8 * 3600:
            raise Refused("Give between 1 minute and 8 hours.")
        credit = TimeCredit(sitting_id=sitting.id, seconds=seconds, kind=kind, reason=reason, given_at=now,
                            given_by=str(by))
        db.session.add(credit)
        sitting.credited_seconds += seconds
        sitting.reckon()
        entry.about("sitting", sitting.id, seconds=seconds, kind=kind)
    return credit


def change_limit(sitting: Sitting, *, code: str, break_count: int, break_minutes: int, now: datetime, by) -> Sitting:
    """Apply a time factor, breaks and what is arranged for the room to a sitting that has begun without them.

    Nothing is ever taken away.
    """
    with transaction("change_limit", by=by, now=now, locking=sitting) as entry:
        _must_run(sitting)
        minutes = sitting.program_version.program.exam.time_limit_minutes
        limit = allowed_seconds(minutes, {code})
        if limit is None or (sitting.limit_seconds is not None and limit > sitting.limit_seconds):
            sitting.limit_seconds = limit
            sitting.cap_seconds = max(sitting.cap_seconds, limit or 0)
        sitting.break_count = max(sitting.break_count, break_count)
        sitting.break_seconds = max(sitting.break_seconds, break_minutes * 60)
        # This exam is in another order than any paper, and all of its questions have been shown.
        also = set(arrangement_for(sitting).room_codes) - PRINTED - {MULTI_DAY}
        sitting.room_codes = list(in_the_room({*sitting.room_codes, *also}))
        sitting.reckon()
        entry.about("sitting", sitting.id, changed="limit")
    return sitting


def _must_run(sitting: Sitting) -> None:
    if sitting.state not in ("in_progress", "paused"):
        raise Refused("Time can be given only while the exam is running or paused.")
