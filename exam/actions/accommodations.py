"""Accommodations, granted and withdrawn: the reason is never a diagnosis, and admission applies them by itself."""

from datetime import datetime

from exam.database import db, transaction
from exam.errors import Refused
from exam.models import AccommodationGrant, Candidate
from exam.rules.accommodations import problems_of_grant


def grant(candidate: Candidate, *, codes: list[str], break_count: int, break_minutes: int, reason: str, offered,
          now: datetime, by) -> AccommodationGrant:
    """Grant what the program offers. The audit entry says that something was granted, and never what."""
    with transaction("grant_accommodations", by=by, now=now, locking=candidate) as entry:
        problems = problems_of_grant(codes, break_count, break_minutes, offered)
        if problems:
            raise Refused(*problems)
        row = AccommodationGrant(candidate_id=candidate.id, codes=sorted(codes), break_count=break_count,
                                 break_minutes=break_minutes, reason=reason, decided_by=str(by), decided_at=now)
        db.session.add(row)
        db.session.flush()
        entry.about("candidate", candidate.id, grant=row.id)
    return row


def withdraw(row: AccommodationGrant, *, now: datetime, by) -> AccommodationGrant:
    """The grant no longer applies to exams that have not begun."""
    with transaction("withdraw_accommodations", by=by, now=now, locking=row) as entry:
        if row.withdrawn_at is not None:
            raise Refused("This grant has been withdrawn already.")
        row.withdrawn_at = now
        entry.about("candidate", row.candidate_id, grant=row.id)
    return row
