"""Standard setting: a panel judges the questions of one exam form, and what it judged is kept for ever."""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.exam_forms import ExamForm

STAGES = ("preparing", "round_1", "discussion", "round_2", "judged", "closed")
PANELIST_STATES = ("invited", "waiting", "accepted", "declined", "replaced")


class StandardSetting(Base):
    """One study for one published exam form, from the definition of the candidate at the border to the panel's cut.

    `rules` are the program's values when it began. `rounds` holds for each closed round what it came to, and under
    "impact" what raters were shown of released exams in round 2. `booklet` is the order in which a bookmark panel reads
    the questions, with the analysis that the order and the cut rest on.
    """

    __tablename__ = "standard_setting"
    __table_args__ = (CheckConstraint(f"stage IN {STAGES!r}", name="stage"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    exam_form_id: Mapped[str] = mapped_column(ForeignKey("exam_form.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(12), default="preparing")
    definition: Mapped[str] = mapped_column(Text)
    shows_impact: Mapped[bool] = mapped_column(Boolean)
    rules: Mapped[dict] = mapped_column(JsonText)
    rounds: Mapped[dict] = mapped_column(JsonText)
    booklet: Mapped[dict | None] = mapped_column(JsonText)
    practice_form_id: Mapped[str | None] = mapped_column(ForeignKey("exam_form.id"))
    # Until when the invitations are answered, or the open round is handed in; nothing closes by itself.
    stage_until: Mapped[date | None] = mapped_column(Date)
    started_at: Mapped[datetime] = mapped_column(Instant)
    started_by: Mapped[str] = mapped_column(String(80))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_reason: Mapped[str] = mapped_column(String(1000), default="")

    exam_form: Mapped[ExamForm] = relationship(foreign_keys=exam_form_id)
    practice_form: Mapped[ExamForm | None] = relationship(foreign_keys=practice_form_id)
    panelists: Mapped[list["Panelist"]] = relationship(order_by="Panelist.number", back_populates="study")

    @property
    def panel(self) -> list["Panelist"]:
        """Those who take part: they accepted and were not replaced."""
        return [one for one in self.panelists if one.state == "accepted"]


class Panelist(Base):
    """One member of a panel. Records know them by number, role and region, never by name."""

    __tablename__ = "panelist"
    __table_args__ = (CheckConstraint(f"state IN {PANELIST_STATES!r}", name="state"),
                      UniqueConstraint("standard_setting_id", "number"))

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    standard_setting_id: Mapped[str] = mapped_column(ForeignKey("standard_setting.id"))
    number: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10), default="invited")
    # What was signed: {"version", "digest", "conflict": "none" or words, "at"}; nothing before the answer.
    statement: Mapped[dict | None] = mapped_column(JsonText)
    invited_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    study: Mapped[StandardSetting] = relationship(back_populates="panelists")

    @property
    def code(self) -> str:
        """How records and files name them."""
        return f"P{self.number:02d}"


class PanelRating(Base):
    """One rating as it was typed; the newest of a position and round counts. Append-only. Round 0 is practice."""

    __tablename__ = "panel_rating"

    panelist_id: Mapped[str] = mapped_column(ForeignKey("panelist.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
    percent: Mapped[int] = mapped_column()
    rated_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),)


class PanelBookmark(Base):
    """A bookmark as it was placed; the newest of a round counts. Append-only. Pages count from 1.

    It lies on the first page that the candidate at the border does not answer rightly often enough; one page more than
    there are questions lies behind the last.
    """

    __tablename__ = "panel_bookmark"

    panelist_id: Mapped[str] = mapped_column(ForeignKey("panelist.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column()
    page: Mapped[int] = mapped_column()
    placed_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("page >= 1", name="page"),)


class PanelSheet(Base):
    """A round that a panelist handed in, with what they said about the exam as a whole. Append-only."""

    __tablename__ = "panel_sheet"

    panelist_id: Mapped[str] = mapped_column(ForeignKey("panelist.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    judgement: Mapped[dict] = mapped_column(JsonText)
    handed_in_at: Mapped[datetime] = mapped_column(Instant)


class PanelView(Base):
    """A question that a panelist opened. Append-only; without such a row its page shows nothing."""

    __tablename__ = "panel_view"
    __table_args__ = (Index("ix_panel_view_panelist", "panelist_id", "round", "position"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    panelist_id: Mapped[str] = mapped_column(ForeignKey("panelist.id"))
    round: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
    opened_at: Mapped[datetime] = mapped_column(Instant)
