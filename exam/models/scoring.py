"""The check of a form's key, decisions about the scoring, and what became of released results under them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.exam_forms import ExamForm
from exam.models.items import ItemRevision
from exam.models.results import ResultsExport
from exam.models.sittings import Sitting


class KeyCheck(Base):
    """Figures of a form's questions from what was handed in. Nothing of one person stands here. Append-only."""

    __tablename__ = "key_check"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), index=True)
    n: Mapped[int] = mapped_column()
    document: Mapped[dict] = mapped_column(JsonText)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(80))

    exam_form: Mapped[ExamForm] = relationship(viewonly=True)
    findings: Mapped[list["KeyFinding"]] = relationship(order_by="KeyFinding.position")


class KeyFinding(Base):
    """A question whose key looks wrong. It holds every release of its form until somebody has decided."""

    __tablename__ = "key_finding"
    __table_args__ = (
        CheckConstraint("outcome IN ('', 'confirmed', 'scoring_decision')", name="outcome"),
        CheckConstraint("(outcome = '') = (decided_at IS NULL)", name="decided"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    key_check_id: Mapped[str] = mapped_column(ForeignKey("key_check.id"), index=True)
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), index=True)
    item_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"))
    position: Mapped[int] = mapped_column()
    sentence: Mapped[str] = mapped_column(String(500))
    owner_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    due_on: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(2000), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(80))

    exam_form: Mapped[ExamForm] = relationship(viewonly=True)
    revision: Mapped[ItemRevision] = relationship(viewonly=True)


class ScoringDecision(Base):
    """A proposal to score one item otherwise, on one exam form or on all that hold it. Append-only.

    The revision that candidates saw is never edited. `cut_raw` is the new cut where the program gives no rule for it.
    """

    __tablename__ = "scoring_decision"
    __table_args__ = (CheckConstraint("kind IN ('change_key', 'credit_all', 'remove')", name="kind"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    item_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"), index=True)
    exam_form_id: Mapped[str | None] = mapped_column(ForeignKey("exam_form.id"))
    kind: Mapped[str] = mapped_column(String(12))
    right_options: Mapped[list] = mapped_column(JsonText, default=list)
    cut_raw: Mapped[int | None] = mapped_column()
    reason: Mapped[str] = mapped_column(String(2000))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    proposed_by: Mapped[str] = mapped_column(String(80))

    revision: Mapped[ItemRevision] = relationship(viewonly=True)
    exam_form: Mapped[ExamForm | None] = relationship(viewonly=True)
    shadow_runs: Mapped[list["ShadowRun"]] = relationship(order_by="ShadowRun.number", viewonly=True)
    outcome: Mapped["ScoringOutcome | None"] = relationship(viewonly=True)

    @property
    def state(self) -> str:
        """proposed, adopted or rejected."""
        return self.outcome.outcome if self.outcome else "proposed"


class ShadowRun(Base):
    """What a decision would change, reckoned before anybody adopts it. `persons` is for few eyes. Append-only."""

    __tablename__ = "shadow_run"
    __table_args__ = (UniqueConstraint("decision_id", "number"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    decision_id: Mapped[str] = mapped_column(ForeignKey("scoring_decision.id"))
    number: Mapped[int] = mapped_column()
    document: Mapped[dict] = mapped_column(JsonText)
    persons: Mapped[list] = mapped_column(JsonText)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(80))


class ScoringOutcome(Base):
    """A second person adopts a decision after its shadow run, or rejects it. Append-only.

    `body` and `minutes` name who decided that a released pass is taken back; without them every released pass stays.
    """

    __tablename__ = "scoring_outcome"
    __table_args__ = (
        CheckConstraint("outcome IN ('adopted', 'rejected')", name="outcome"),
        CheckConstraint("outcome = 'rejected' OR shadow_run_id IS NOT NULL", name="shadow_run_first"),
        CheckConstraint("(body = '') = (minutes = '')", name="body_with_minutes"),
    )

    decision_id: Mapped[str] = mapped_column(ForeignKey("scoring_decision.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10))
    shadow_run_id: Mapped[str | None] = mapped_column(ForeignKey("shadow_run.id"))
    reason: Mapped[str] = mapped_column(String(2000))
    body: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80))


class ScoringVersion(Base):
    """One more version of the scoring of an exam form; version 1, as it was frozen, has no row. Append-only.

    `cuts` says which cut score took the place of which, where the maximum changed.
    """

    __tablename__ = "scoring_version"

    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("scoring_decision.id"), index=True)
    cuts: Mapped[dict] = mapped_column(JsonText)

    decision: Mapped[ScoringDecision] = relationship(viewonly=True)
    exam_form: Mapped[ExamForm] = relationship(viewonly=True)


class Rescoring(Base):
    """What became of one released sitting under one version: corrected, unchanged, or the pass stays. Append-only."""

    __tablename__ = "rescoring"
    __table_args__ = (
        UniqueConstraint("sitting_id", "number"),
        CheckConstraint("outcome IN ('corrected', 'unchanged', 'pass_stays')", name="outcome"),
        CheckConstraint("(outcome = 'corrected') = (new_result_id IS NOT NULL)", name="corrected"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"))
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"))
    number: Mapped[int] = mapped_column()
    old_result_id: Mapped[str] = mapped_column(ForeignKey("result.id"))
    new_result_id: Mapped[str | None] = mapped_column(ForeignKey("result.id"), unique=True)
    outcome: Mapped[str] = mapped_column(String(10))
    done_at: Mapped[datetime] = mapped_column(Instant)
    done_by: Mapped[str] = mapped_column(String(80))

    sitting: Mapped[Sitting] = relationship(viewonly=True)


class CorrectionNotice(Base):
    """Somebody holds an export with a row that was superseded or became void, and is told: by a letter or by hand."""

    __tablename__ = "correction_notice"
    __table_args__ = (UniqueConstraint("export_id", "decision_id"), UniqueConstraint("export_id", "void_sitting_id"),
                      CheckConstraint("(decision_id IS NULL) <> (void_sitting_id IS NULL)", name="one_ground"))

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    export_id: Mapped[str] = mapped_column(ForeignKey("results_export.id"))
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("scoring_decision.id"), index=True)
    void_sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    letter_id: Mapped[str | None] = mapped_column(ForeignKey("letter.id"))
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    told_by: Mapped[str | None] = mapped_column(String(80))
    told_how: Mapped[str] = mapped_column(String(500), default="")

    export: Mapped[ResultsExport] = relationship(viewonly=True)
