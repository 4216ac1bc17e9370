"""Counters that slow guessing down: one row for each door, visitor and stretch of time."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from exam.database import Base, Instant


class TryCount(Base):
    """How often one key was tried since `since`. Keys are digests: no address or name is stored."""

    __tablename__ = "try_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
