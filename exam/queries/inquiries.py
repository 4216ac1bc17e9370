"""Inquiries: the one into an incident, what a candidate may read of it, and those whose time to answer is over."""

from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.errors import NotFound
from exam.models import Incident, Inquiry, Sitting


def inquiry_into(incident: Incident) -> Inquiry | None:
    """The inquiry into this incident, if one was opened."""
    return db.session.scalars(select(Inquiry).where(Inquiry.incident_id == incident.id)).first()


def opened_inquiry(incident: Incident) -> Inquiry:
    """The same. Raises NotFound where none was opened."""
    row = inquiry_into(incident)
    if row is None:
        raise NotFound("no inquiry into this incident")
    return row


def own_inquiry(sitting: Sitting, inquiry_id: str) -> Inquiry:
    """A notice that the candidate of this sitting got. Raises NotFound for a draft and for somebody else's (T43)."""
    row = next((row for row in notices_of(sitting.id) if row.id == inquiry_id), None)
    if row is None:
        raise NotFound("no such notice, or somebody else's")
    return row


def notices_of(sitting_id: str) -> list[Inquiry]:
    """Every notice that was sent about a sitting, oldest first; drafts are not the candidate's to read."""
    asked = select(Inquiry).where(Inquiry.sitting_id == sitting_id, Inquiry.notified_at.is_not(None))
    return list(db.session.scalars(asked.order_by(Inquiry.notified_at, Inquiry.id)))


def ready_to_decide(now: datetime) -> int:
    """Inquiries that were answered, or whose time to answer is over."""
    over = (Inquiry.state == "notified") & (Inquiry.answer_until <= now)
    asked = select(func.count()).select_from(Inquiry)
    return db.session.scalar(asked.where(Inquiry.state.in_(("answered", "window_over")) | over))
