"""Appeals and complaints: what somebody asks the board to look at again, by when, who decided and what follows."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.nominations import Nomination
from exam.models.sittings import Sitting
from exam.models.trail import TrailStep
from exam.rules.appeals import ABOUT, APPEAL, OUTCOMES, REMEDIES


class Appeal(Base):
    """One appeal of a candidate, or one complaint of a candidate or a proctor. Only people without a part decide."""

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(APPEAL.states)!r}", name="state"),
        CheckConstraint(f"about IN {tuple(ABOUT)!r}", name="about"),
        CheckConstraint(f"outcome IS NULL OR outcome IN {tuple(OUTCOMES)!r}", name="outcome"),
        CheckConstraint(f"remedy IS NULL OR remedy IN {tuple(REMEDIES)!r}", name="remedy"),
        CheckConstraint("(state = 'decided') = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("decided_at IS NULL OR (decided_by IS NOT NULL AND outcome IS NOT NULL AND remedy IS NOT NULL "
                        "AND length(reasons) > 0)", name="reasons"),
        CheckConstraint("remedy IS NULL OR remedy_done_at IS NOT NULL OR (remedy_owner_id IS NOT NULL AND "
                        "remedy_due_on IS NOT NULL)", name="remedy_owned"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    nomination_id: Mapped[str | None] = mapped_column(ForeignKey("nomination.id"))
    about: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(4000))
    filed_at: Mapped[datetime] = mapped_column(Instant)
    filed_by: Mapped[str] = mapped_column(String(80))
    decide_by: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(12), default=APPEAL.start, index=True)
    taken_up_at: Mapped[datetime | None] = mapped_column(Instant)
    taken_up_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[str | None] = mapped_column(String(12))
    remedy: Mapped[str | None] = mapped_column(String(16))
    reasons: Mapped[str] = mapped_column(String(4000), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    # What follows from it may be work of its own, with an owner and a day; `remedy_done_at` is null until it is done.
    # `remedy_sitting_id` is the sitting that stood ready at once.
    remedy_done_at: Mapped[datetime | None] = mapped_column(Instant)
    remedy_done_by: Mapped[str | None] = mapped_column(String(80))
    remedy_note: Mapped[str] = mapped_column(String(1000), default="")
    remedy_owner_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    remedy_due_on: Mapped[date | None] = mapped_column(Date)
    remedy_sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id"))

    sitting: Mapped[Sitting] = relationship(foreign_keys=[sitting_id])
    remedy_sitting: Mapped[Sitting | None] = relationship(foreign_keys=[remedy_sitting_id])
    nomination: Mapped[Nomination | None] = relationship()

    def take(self, step: str, *, now: datetime, by) -> TrailStep:
        """Move along the road and leave the trail row. Raises StepRefused where the road has no such step."""
        before = self.state
        self.state = APPEAL.after(before, step)
        road = "complaint" if self.about == "conduct" else "appeal"
        return TrailStep.left(self.sitting_id, road, self.id, before, step, self.state, now=now, by=by, facts={})

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in ("received", "in_review")
