"""Declared conflicts of interest of the board's staff, and what staff noted when they looked at a proctor's pattern."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.accounts import Account, Candidate
from exam.rules.conflicts import KINDS


class Conflict(Base):
    """One declared tie of one member of staff, to a candidate or to everybody of one training."""

    __tablename__ = "conflict"
    __table_args__ = (
        CheckConstraint(f"kind IN {tuple(KINDS)!r}", name="kind"),
        CheckConstraint("(candidate_id IS NOT NULL) <> (training_event_id <> '')", name="one_subject"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    candidate_id: Mapped[str | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    training_event_id: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    declared_at: Mapped[datetime] = mapped_column(Instant)
    declared_by: Mapped[str] = mapped_column(String(80))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(String(80))

    account: Mapped[Account] = relationship()
    candidate: Mapped[Candidate | None] = relationship()


class PatternLook(Base):
    """Somebody looked at what the figures of one proctor ask, and wrote down what they found."""

    __tablename__ = "pattern_look"
    __table_args__ = (CheckConstraint("finding IN ('nothing', 'incident')", name="finding"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    email_canonical: Mapped[str] = mapped_column(String(254), index=True)
    questions: Mapped[list] = mapped_column(JsonText)
    finding: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(1000))
    incident_id: Mapped[str | None] = mapped_column(ForeignKey("incident.id"))
    looked_at: Mapped[datetime] = mapped_column(Instant)
    looked_by: Mapped[str] = mapped_column(String(80))
