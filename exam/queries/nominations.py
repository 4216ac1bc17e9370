"""Who proctors, or proctored, one sitting."""

from sqlalchemy import select

from exam.database import db
from exam.models import Nomination


def nominations_of(sitting_id: str) -> list[Nomination]:
    """All nominations of a sitting, oldest first."""
    asked = select(Nomination).where(Nomination.sitting_id == sitting_id)
    return list(db.session.scalars(asked.order_by(Nomination.invited_at, Nomination.id)))


def nomination_on_duty(sitting_id: str) -> Nomination | None:
    """The newest nomination that is accepted or attested: whose word the sitting waits for."""
    return next((row for row in reversed(nominations_of(sitting_id)) if row.state in ("accepted", "attested")), None)


def latest_nomination(sitting_id: str) -> Nomination | None:
    """The newest nomination in any state."""
    rows = nominations_of(sitting_id)
    return rows[-1] if rows else None
