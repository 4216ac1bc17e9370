"""When the service is known to have lived."""

from datetime import datetime

from sqlalchemy import func, select

from exam.database import db
from exam.models import Pulse


def newest_pulse() -> datetime | None:
    """The last instant at which any serving process could write; None when no pulse is kept."""
    return db.session.scalar(select(func.max(Pulse.last_at)))
