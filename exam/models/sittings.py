"""One candidate's sitting: its state, its clock, its lease, and what was frozen when it began."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.accounts import Candidate
from exam.models.exam_forms import CutScore, ExamForm
from exam.models.items import ItemRevision
from exam.models.journal import Submission
from exam.models.programs import Authorization, ProgramVersion
from exam.models.trail import TrailStep
from exam.rules.deadlines import Clockwork
from exam.rules.parts import MULTI_DAY
from exam.rules.roads import SITTING


class Sitting(Base):
    """One candidate's attempt at one exam. `take` is the only line that changes its state."""

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(SITTING.states)!r}", name="state"),
        CheckConstraint("purpose IN ('exam', 'practice')", name="purpose"),
        CheckConstraint("purpose = 'practice' OR authorization_id IS NOT NULL", name="authorized"),
        UniqueConstraint("authorization_id", "sitting_no"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(10), default="exam")
    candidate_id: Mapped[str] = mapped_column(ForeignKey("candidate.id"), index=True)
    authorization_id: Mapped[str | None] = mapped_column(ForeignKey("authorization.id"))
    sitting_no: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default=SITTING.start, index=True)
    registered_at: Mapped[datetime] = mapped_column(Instant)

    # Frozen when the sitting begins (promise 5); the exam form is drawn at admission.
    program_version_id: Mapped[str] = mapped_column(ForeignKey("program_version.id"))
    exam_form_id: Mapped[str | None] = mapped_column(ForeignKey("exam_form.id"), index=True)
    cut_score_id: Mapped[str | None] = mapped_column(ForeignKey("cut_score.id"))
    region: Mapped[str] = mapped_column(String(60), default="")  # the candidate's on that day, for rates of groups only

    # The clock. `deadline_at` is derived by `reckon` and stored for the save path; null means no deadline now.
    limit_seconds: Mapped[int | None] = mapped_column()
    cap_seconds: Mapped[int] = mapped_column(default=28_800)
    credited_seconds: Mapped[int] = mapped_column(default=0)
    break_count: Mapped[int] = mapped_column(default=0)
    break_seconds: Mapped[int] = mapped_column(default=0)
    # What was arranged for the room: codes, and by code the name of whoever is there as well.
    room_codes: Mapped[list] = mapped_column(JsonText, default=list)
    second_persons: Mapped[dict] = mapped_column(JsonText, default=dict)
    # An exam over several days is shown in parts: up to which question so far (null: all), and up to which one the
    # questions were shown on an earlier day and take no more answers.
    shown_through: Mapped[int | None] = mapped_column()
    locked_through: Mapped[int] = mapped_column(default=0)
    admitted_at: Mapped[datetime | None] = mapped_column(Instant)
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    deadline_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant)

    # The lease: one tab on one device at a time. `device_epoch` is the lease with which the device now in the room
    # was let in by a code. `event_count` counts what arrived, repeats included, so every save moves it.
    lease_epoch: Mapped[int] = mapped_column(default=0)
    device_epoch: Mapped[int] = mapped_column(default=0)
    event_count: Mapped[int] = mapped_column(default=0)
    last_seen_at: Mapped[datetime | None] = mapped_column(Instant)

    candidate: Mapped[Candidate] = relationship()
    authorization: Mapped[Authorization | None] = relationship()
    program_version: Mapped[ProgramVersion] = relationship()
    exam_form: Mapped[ExamForm | None] = relationship()
    cut_score: Mapped[CutScore | None] = relationship()
    positions: Mapped[list["SittingPosition"]] = relationship(order_by="SittingPosition.position")
    pauses: Mapped[list["Pause"]] = relationship(order_by="Pause.began_at")
    submission: Mapped[Submission | None] = relationship(viewonly=True)

    def take(self, step: str, *, now: datetime, by, **facts) -> TrailStep:
        """Move along the road and leave the trail row. Raises StepRefused where the road has no such step."""
        before = self.state
        self.state = SITTING.after(before, step)
        return TrailStep.left(self.id, "sitting", self.id, before, step, self.state, now=now, by=by, facts=facts)

    @property
    def open_pause(self) -> "Pause | None":
        """The pause that lasts now."""
        return next((pause for pause in self.pauses if pause.ended_at is None), None)

    @property
    def may_go_on_another_day(self) -> bool:
        """Whether it was arranged that this exam takes several days."""
        return self.purpose == "exam" and MULTI_DAY in self.room_codes

    @property
    def on_break(self) -> bool:
        """Whether the pause that lasts now is a break, which stops the clock only for its budget."""
        return self.open_pause is not None and self.open_pause.kind == "break"

    @property
    def is_all_shown(self) -> bool:
        """Whether every question has been shown: always, but for an exam over several days."""
        return self.shown_through is None or self.shown_through >= len(self.positions)

    @property
    def clockwork(self) -> Clockwork:
        """The stored instants that decide about time."""
        return Clockwork(begun_at=self.begun_at, limit_seconds=self.limit_seconds, cap_seconds=self.cap_seconds,
                         credited_seconds=self.credited_seconds,
                         pauses=tuple((pause.began_at, pause.ended_at) for pause in self.pauses),
                         break_seconds=self.break_seconds if self.on_break else None)

    def reckon(self) -> None:
        """Store the deadline that the clockwork gives, for the save path and the sweep."""
        self.deadline_at = self.clockwork.deadline()


class SittingPosition(Base):
    """One question as this candidate sees it: the revision, and its options in drawn order under opaque ids."""

    __tablename__ = "sitting_position"

    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_revision_id: Mapped[str] = mapped_column(ForeignKey("item_revision.id"))
    revision_digest: Mapped[str] = mapped_column(String(64))
    scored: Mapped[bool] = mapped_column(Boolean)
    # [[opaque id, option id in the revision], ...] in the order shown.
    options: Mapped[list] = mapped_column(JsonText)
    # Whether several options may be chosen together, and the digests of the pictures that are shown.
    several: Mapped[bool] = mapped_column(Boolean, default=False)
    media: Mapped[list] = mapped_column(JsonText, default=list)

    revision: Mapped[ItemRevision] = relationship(lazy="selectin")

    def options_of(self, choice: str | None) -> tuple[str, ...]:
        """The revision's option ids behind a choice, which joins opaque ids with dots; ids we never gave out are none.

        A page of several right options joins its choices in the order shown; a single dot is "none of them".
        """
        given = dict(self.options)
        named = dict.fromkeys((choice or "").split("."))
        return tuple(given[opaque] for opaque in named if opaque in given)


class Pause(Base):
    """A stretch in which the clock stood still. `ended_at` is null while it lasts, and never after a break's budget."""

    __tablename__ = "pause"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    began_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class TimeCredit(Base):
    """Time given during a sitting, with the reason. Append-only."""

    __tablename__ = "time_credit"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    seconds: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(500), default="")
    given_at: Mapped[datetime] = mapped_column(Instant)
    given_by: Mapped[str] = mapped_column(String(80))
