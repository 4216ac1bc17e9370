"""What is known about questions and exam forms from released sittings: compact answers, and analyses as they were."""

from datetime import datetime

from sqlalchemy import BigInteger, Float, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.exam_forms import ExamForm
from exam.models.items import ItemRevision


class AnswerVector(Base):
    """The answers of one released sitting in few bytes, in the order of its exam form. Append-only.

    It cannot exist without a release. Two bytes for each position: in `choices` a bit for each option that was chosen,
    in the order of the item's revision; in `seconds` how long the question was looked at. SQLite keeps the rows in the
    order of the key, so that the answers of a form lie side by side and are read in one go.
    """

    __tablename__ = "answer_vector"
    __table_args__ = {"sqlite_with_rowid": False}

    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), primary_key=True, unique=True)
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id"), unique=True)
    choices: Mapped[bytes] = mapped_column(LargeBinary)
    seconds: Mapped[bytes] = mapped_column(LargeBinary)
    __mapper_args__ = {"primary_key": [sitting_id]}


class AnalysisRun(Base):
    """One analysis of one exam form, as it was made: every page of figures reads one of these. Append-only.

    `screens` holds what is asked about persons, and is read under a permission of its own.
    """

    __tablename__ = "analysis_run"
    __table_args__ = (Index("ix_analysis_run_form", "exam_form_id", "made_at"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"))
    program_version_id: Mapped[str] = mapped_column(ForeignKey("program_version.id"))
    n: Mapped[int] = mapped_column()
    last_release_no: Mapped[int] = mapped_column(BigInteger)
    document: Mapped[dict] = mapped_column(JsonText)
    screens: Mapped[dict] = mapped_column(JsonText)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(80))

    exam_form: Mapped[ExamForm] = relationship(viewonly=True)


class ItemFigure(Base):
    """The few figures of one item revision that lists and item pages show, from one analysis. Append-only."""

    __tablename__ = "item_figure"

    analysis_run_id: Mapped[str] = mapped_column(ForeignKey("analysis_run.id"), primary_key=True)
    item_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"), primary_key=True, index=True)
    n: Mapped[int] = mapped_column()
    p: Mapped[float | None] = mapped_column(Float)
    pbis: Mapped[float | None] = mapped_column(Float)
    # The kinds of what stands out, such as probable-miskey.
    flags: Mapped[list] = mapped_column(JsonText, default=list)

    run: Mapped[AnalysisRun] = relationship(viewonly=True)
    revision: Mapped[ItemRevision] = relationship(viewonly=True)
