"""Disposal of what has had its time: one subject, one transaction, one tombstone that says what the rows were."""

from datetime import datetime

from sqlalchemy import text

from exam.actions.tombstones import tombstone_of
from exam.database import HOLD_LOCK, db, lock, new_id, one_at_a_time, transaction
from exam.errors import Refused
from exam.models import Candidate, Disposal, LegalHold, Sitting
from exam.queries.disposals import stored_rows
from exam.queries.retention import Due, due_sittings
from exam.rules.retention import NOT_DUE


def dispose(due: Due, *, now: datetime, by) -> Disposal:
    """Remove the rows of one class of one sitting, behind a tombstone. Raises Refused where they are not due now."""
    sitting = db.session.get(Sitting, due.sitting_id)
    with transaction("dispose", by=by, now=now, locking=sitting) as entry:
        lock(sitting.candidate)  # whoever places a hold waits, and so do we: then we see it
        standing = next(due_sittings(due.kind, now, only=sitting.id), None)
        if standing is None or standing.kept_by:
            raise Refused(NOT_DUE)
        rows = stored_rows(due.kind, sitting.id)
        tombstone = tombstone_of(entry, standing, rows, now=now, by=by)
        for table in rows:
            gone = db.session.execute(text(f"DELETE FROM {table} WHERE sitting_id = :id"), {"id": sitting.id})
            if gone.rowcount != len(rows[table]):
                raise Refused(NOT_DUE)
    return tombstone


def place_hold(candidate: Candidate, sitting: Sitting | None, *, reason: str, now: datetime, by) -> LegalHold:
    """From now on nothing of this candidate, or of this one sitting of theirs, is disposed of."""
    with transaction("place_legal_hold", by=by, now=now, locking=candidate) as entry:
        if not reason.strip():
            raise Refused("Say why nothing may be disposed of, such as the number of the case.")
        one_at_a_time(db.session, HOLD_LOCK)
        hold = LegalHold(id=new_id(), candidate_id=None if sitting else candidate.id,
                         sitting_id=sitting.id if sitting else None, reason=reason.strip(), placed_at=now,
                         placed_by=str(by))
        db.session.add(hold)
        entry.about(*(("sitting", sitting.id) if sitting else ("candidate", candidate.id)), legal_hold=hold.id)
    return hold


def lift_hold(hold: LegalHold, *, reason: str, now: datetime, by) -> LegalHold:
    """The hold is over; only somebody else than who placed it can say so."""
    with transaction("lift_legal_hold", by=by, now=now, locking=hold) as entry:
        if hold.lifted_at is not None:
            raise Refused("This hold was lifted already.")
        if hold.placed_by == str(by):
            raise Refused("You placed this hold, so somebody else has to lift it.")
        if not reason.strip():
            raise Refused("Say why the hold is over.")
        hold.lifted_at, hold.lifted_by, hold.lift_reason = now, str(by), reason.strip()
        entry.about(*(("sitting", hold.sitting_id) if hold.sitting_id else ("candidate", hold.candidate_id)),
                    legal_hold=hold.id)
    return hold
