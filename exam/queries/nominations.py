"""Who proctors, or proctored, one sitting."""

from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.models import Letter, Nomination, Sitting
from exam.rules.asking_again import next_letter


def nominations_of(sitting_id: str) -> list[Nomination]:
    """All nominations of a sitting, oldest first."""
    asked = select(Nomination).where(Nomination.sitting_id == sitting_id)
    return list(db.session.scalars(asked.order_by(Nomination.number)))


def nomination_on_duty(sitting_id: str) -> Nomination | None:
    """The newest nomination that is accepted or attested: whose word the sitting waits for."""
    return next((row for row in reversed(nominations_of(sitting_id)) if row.state in ("accepted", "attested")), None)


def latest_nomination(sitting_id: str) -> Nomination | None:
    """The newest nomination in any state."""
    rows = nominations_of(sitting_id)
    return rows[-1] if rows else None


def letters_to_proctors(candidate_id: str) -> list:
    """Every letter that went to somebody for this candidate: kind, written_at, address, sitting and nomination."""
    asked = (select(Letter.kind, Letter.written_at, Letter.nomination_id, Nomination.sitting_id,
                    Nomination.email_canonical.label("address"))
             .join(Nomination, Nomination.id == Letter.nomination_id)
             .join(Sitting, Sitting.id == Nomination.sitting_id)
             .where(Sitting.candidate_id == candidate_id, Letter.audience == "proctor").order_by(Letter.written_at))
    return list(db.session.execute(asked))


def next_letter_to(sitting: Sitting, address: str, *, now: datetime) -> datetime:
    """When the next letter to this canonical address may go: now, or later when it has had its share (T16)."""
    written = letters_to_proctors(sitting.candidate_id)
    return next_letter([row.written_at for row in written if row.address == address],
                       [row.written_at for row in written if row.sitting_id == sitting.id], now)


def nomination_with_id(nomination_id: str) -> Nomination | None:
    """One nomination."""
    return db.session.get(Nomination, nomination_id)


def sittings_accepted_by(address: str, *, since: datetime) -> int:
    """How many sittings the person with this canonical address has agreed to proctor since then."""
    asked = select(func.count(Nomination.sitting_id.distinct())).where(
        Nomination.email_canonical == address, Nomination.answered_at >= since,
        Nomination.state.in_(("accepted", "attested")))
    return db.session.scalar(asked)


def accepted_before_the_exam(candidate_id: str) -> list[Nomination]:
    """The proctors who have said yes to exams of this candidate that nobody was admitted to yet."""
    asked = select(Nomination).join(Sitting, Sitting.id == Nomination.sitting_id).where(
        Sitting.candidate_id == candidate_id, Sitting.state == "registered", Nomination.state == "accepted")
    return list(db.session.scalars(asked.order_by(Nomination.invited_at, Nomination.id)))
