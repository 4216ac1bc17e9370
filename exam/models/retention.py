"""What was disposed of when its time was over, and the legal holds that keep things beyond their time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.accounts import Candidate
from exam.models.programs import ProgramVersion
from exam.models.sittings import Sitting
from exam.rules.retention import CLASSES


class Disposal(Base):
    """The tombstone: what was removed, by which rule, and the digest of what it said. Append-only.

    The database lets evidence of a sitting go only where a tombstone of its class stands already, and refuses a
    tombstone while a legal hold stands on the sitting or on its candidate (exam/migrations/guards.py).
    """

    __tablename__ = "disposal"
    __table_args__ = (CheckConstraint(f"kind IN {tuple(CLASSES)!r}", name="kind"),
                      CheckConstraint("row_count > 0", name="rows"))

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    subject: Mapped[str] = mapped_column(String(120))
    row_count: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(80))  # as the program file says it: "answers_years = 10"
    program_version_id: Mapped[str | None] = mapped_column(ForeignKey("program_version.id"))
    cut_off: Mapped[datetime] = mapped_column(Instant)
    disposed_at: Mapped[datetime] = mapped_column(Instant)
    disposed_by: Mapped[str] = mapped_column(String(80))

    program_version: Mapped[ProgramVersion | None] = relationship(viewonly=True)

    # Known to whoever disposed of it, for the proof of deletion, and never stored: see exam/rules/retention.py.
    salt = ""

    @property
    def what(self) -> str:
        """What was removed, in words."""
        return CLASSES[self.kind].what


class LegalHold(Base):
    """Nothing of this candidate, or of this one sitting, is disposed of until a second person has lifted the hold."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint("(candidate_id IS NULL) <> (sitting_id IS NULL)", name="one_subject"),
        CheckConstraint("length(trim(reason)) > 0", name="reason"),
        CheckConstraint("lifted_by IS NULL OR lifted_by <> placed_by", name="two_persons"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    candidate_id: Mapped[str | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    reason: Mapped[str] = mapped_column(String(1000))
    placed_at: Mapped[datetime] = mapped_column(Instant)
    placed_by: Mapped[str] = mapped_column(String(80))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_by: Mapped[str | None] = mapped_column(String(80))
    lift_reason: Mapped[str] = mapped_column(String(1000), default="")

    candidate: Mapped[Candidate | None] = relationship(viewonly=True)
    sitting: Mapped[Sitting | None] = relationship(viewonly=True)
