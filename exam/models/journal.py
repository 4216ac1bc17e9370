"""The answer journal: what arrived, exactly as it arrived, and what was handed in."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText
from exam.errors import AnswersDisposed


class AnswerEvent(Base):
    """One entry of the answer journal, exactly as it arrived. Append-only; sending twice is harmless."""

    __tablename__ = "answer_event"

    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    lease: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column()
    # An opaque option id, or several joined by dots; null when the event only moved the flag.
    choice: Mapped[str | None] = mapped_column(String(200))
    flagged: Mapped[bool] = mapped_column(Boolean, default=False)
    elapsed_ms: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime] = mapped_column(Instant)
    # in_time, lost_lease (both count), late, closed (stored, not scored without a decision).
    standing: Mapped[str] = mapped_column(String(12))


class Submission(Base):
    """What was handed in: its digest, which attestations are bound to. Append-only, and kept when the answers go."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("sitting_id", "digest"),)

    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    completion: Mapped[str] = mapped_column(String(16))
    submitted_at: Mapped[datetime] = mapped_column(Instant)
    digest: Mapped[str] = mapped_column(String(64))

    handed_in: Mapped["HandedIn | None"] = relationship(lazy="joined")

    @property
    def answers(self) -> dict:
        """{"1": opaque choice or null, ...}. Raises AnswersDisposed, so that no reader takes gone for wrong."""
        if self.handed_in is None:
            raise AnswersDisposed
        return self.handed_in.answers

    @answers.setter
    def answers(self, answers: dict) -> None:
        self.handed_in = HandedIn(sitting_id=self.sitting_id, answers=answers)


class HandedIn(Base):
    """The answers in force when a sitting was handed in. Append-only; only a disposal lets the row go."""

    __tablename__ = "handed_in"

    sitting_id: Mapped[str] = mapped_column(ForeignKey("submission.sitting_id"), primary_key=True)
    # {"1": opaque choice or null, ...}
    answers: Mapped[dict] = mapped_column(JsonText)
