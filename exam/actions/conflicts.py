"""Ties of the board's staff to candidates and trainings: declared, and ended by somebody else."""

from datetime import datetime

from exam.database import db, transaction
from exam.errors import Refused
from exam.models import Account, Candidate, Conflict
from exam.rules.conflicts import KINDS


def declare_conflict(account: Account, *, kind: str, candidate: Candidate | None, training_event_id: str, note: str,
                     now: datetime, by) -> Conflict:
    """A tie to one candidate, or to everybody of one training."""
    with transaction("declare_conflict", by=by, now=now, locking=account) as entry:
        if kind not in KINDS or (candidate is None) == (not training_event_id):
            raise Refused("Name one candidate or one training, and what ties you to them.")
        row = Conflict(account_id=account.id, kind=kind, candidate_id=candidate.id if candidate else None,
                       training_event_id=training_event_id, note=note, declared_at=now, declared_by=str(by))
        db.session.add(row)
        db.session.flush()
        entry.about("account", account.id, conflict=row.id, kind=kind)
    return row


def end_conflict(row: Conflict, *, now: datetime, by) -> Conflict:
    """The tie is over, or was declared by mistake. Nobody ends their own: somebody else has looked at it."""
    with transaction("end_conflict", by=by, now=now, locking=row) as entry:
        if row.ended_at is not None:
            raise Refused("This was ended already.")
        if by.key == row.account_id:
            raise Refused("Somebody else has to end a tie that you declared.")
        row.ended_at, row.ended_by = now, str(by)
        entry.about("account", row.account_id, conflict=row.id)
    return row
