"""Accommodations: what a candidate asked for, how the board answered, and what was granted."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.accounts import Candidate
from exam.rules.accommodations import OUTCOMES


class AccommodationGrant(Base):
    """What a candidate was granted, and until when. Never part of a score, report, export or file name."""

    __tablename__ = "accommodation_grant"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidate.id"), index=True)
    codes: Mapped[list] = mapped_column(JsonText)
    break_count: Mapped[int] = mapped_column(default=0)
    break_minutes: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class AccommodationRequest(Base):
    """What one candidate asked for, until which day the board answers, and the answer."""

    __tablename__ = "accommodation_request"
    __table_args__ = (
        CheckConstraint(f"outcome IN {tuple(OUTCOMES)!r}", name="outcome"),
        CheckConstraint("(outcome = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by"),
        CheckConstraint("(outcome = 'granted') = (grant_id IS NOT NULL)", name="granted"),
        Index("ix_accommodation_request_due", "outcome", "answer_by"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidate.id"), index=True)
    asked_on: Mapped[date] = mapped_column(Date)
    asked_for: Mapped[str] = mapped_column(String(1000))
    answer_by: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[str] = mapped_column(String(10), default="open")
    # Why it was declined, or which part of it. Like `asked_for` it is a paper: both are empty once their time is over.
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    grant_id: Mapped[str | None] = mapped_column(ForeignKey("accommodation_grant.id"))

    candidate: Mapped[Candidate] = relationship()

    def answer(self, outcome: str, *, reason: str = "", grant_id: str | None = None, now: datetime, by) -> None:
        """Put down how it ended."""
        self.outcome, self.reason, self.grant_id = outcome, reason, grant_id
        self.decided_at, self.decided_by = now, str(by)
