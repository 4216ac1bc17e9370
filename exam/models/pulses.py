"""The pulse of the serving processes: from its gaps an outage on our side is measured."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant


class Pulse(Base):
    """One serving process, and the last instant at which it could write to the database."""

    __tablename__ = "pulse"

    process: Mapped[str] = mapped_column(String(26), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)
