"""Assembled exam forms and the cut scores adopted for them."""

import hashlib
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.database.base import canonical
from exam.models.items import ItemRevision
from exam.models.programs import ProgramVersion


class ExamForm(Base):
    """A set of item revisions in a drawn order. Draft until a second person publishes it, frozen after."""

    __tablename__ = "exam_form"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name="state"),
        CheckConstraint("purpose IN ('exam', 'practice')", name="purpose"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    program_version_id: Mapped[str] = mapped_column(ForeignKey("program_version.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10), default="exam")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    language: Mapped[str] = mapped_column(String(12), default="en")
    seed: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))
    conformance: Mapped[dict] = mapped_column(JsonText)
    assembled_at: Mapped[datetime] = mapped_column(Instant)
    assembled_by: Mapped[str] = mapped_column(String(80))
    # A form of one's own: drawn for this candidate alone, because they have met questions of every other one.
    for_candidate_id: Mapped[str | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    published_by: Mapped[str | None] = mapped_column(String(80))

    program_version: Mapped[ProgramVersion] = relationship()
    items: Mapped[list["ExamFormItem"]] = relationship(order_by="ExamFormItem.position")
    cut_scores: Mapped[list["CutScore"]] = relationship(order_by="CutScore.number", viewonly=True)

    @property
    def cut_score(self) -> "CutScore | None":
        """The cut in force: the newest one adopted."""
        return self.cut_scores[-1] if self.cut_scores else None


class ExamFormSheet(Base):
    """A published form as it is printed, byte for byte. Append-only: no later change of anything changes it."""

    __tablename__ = "exam_form_sheet"

    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))


class ExamFormItem(Base):
    """One position of an exam form."""

    __tablename__ = "exam_form_item"
    __table_args__ = (UniqueConstraint("exam_form_id", "item_revision_id"),)

    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"))
    scored: Mapped[bool] = mapped_column(Boolean)

    revision: Mapped[ItemRevision] = relationship(lazy="selectin")


class CutScore(Base):
    """A cut adopted for one exam form, with where it comes from. Append-only."""

    __tablename__ = "cut_score"
    __table_args__ = (UniqueConstraint("exam_form_id", "number"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"))
    number: Mapped[int] = mapped_column()
    cut_raw: Mapped[int] = mapped_column()
    maximum: Mapped[int] = mapped_column()
    basis: Mapped[str] = mapped_column(String(20))
    interim: Mapped[bool] = mapped_column(Boolean)
    # Where the cut comes from, with the constants of its scale and its linking: the scaled score follows from them.
    record: Mapped[dict] = mapped_column(JsonText)
    adopted_at: Mapped[datetime] = mapped_column(Instant)
    adopted_by: Mapped[str] = mapped_column(String(80))

    @property
    def record_digest(self) -> str:
        """By which the audit trail knows the whole record."""
        return _digest(self.record)

    @property
    def linking_digest(self) -> str:
        """By which it knows how this form is linked."""
        return _digest(self.record["linking"])


def _digest(document: dict) -> str:
    return hashlib.sha256(canonical(document).encode()).hexdigest()


class CutProposal(Base):
    """A cut that one person proposes with its record and another one adopts or turns down."""

    __tablename__ = "cut_proposal"
    __table_args__ = (CheckConstraint("state IN ('open', 'adopted', 'turned_down')", name="state"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="open")
    cut_raw: Mapped[int] = mapped_column()
    maximum: Mapped[int] = mapped_column()
    basis: Mapped[str] = mapped_column(String(20))
    interim: Mapped[bool] = mapped_column(Boolean)
    # Method, panel make-up, rounds, digest of the ratings, standard error, cross-check: what a court may ask for.
    record: Mapped[dict] = mapped_column(JsonText)
    reason: Mapped[str] = mapped_column(String(1000))
    deciding_body: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[str] = mapped_column(String(200), default="")
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    proposed_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    cut_score_id: Mapped[str | None] = mapped_column(ForeignKey("cut_score.id"))

    exam_form: Mapped[ExamForm] = relationship()
