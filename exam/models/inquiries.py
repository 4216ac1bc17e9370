"""The procedure for a suspected irregularity: what is suspected, the notice, and the answer to it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.incidents import Incident
from exam.models.sittings import Sitting
from exam.models.trail import TrailStep
from exam.rules.inquiries import INQUIRY

A_DAY = 86_400_000  # milliseconds


class Inquiry(Base):
    """One inquiry into one incident. `heard_at` is the answer, or the end of the time in which none came."""

    __tablename__ = "inquiry"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(INQUIRY.states)!r}", name="state"),
        CheckConstraint(f"answer_until IS NULL OR answer_until - notified_at >= {A_DAY}", name="window"),
        CheckConstraint("heard_at IS NULL OR (notified_at IS NOT NULL AND answer_until IS NOT NULL AND "
                        "(heard_at >= answer_until OR "
                        "(answered_at IS NOT NULL AND answered_at = heard_at AND answered_at >= notified_at)))",
                        name="heard"),
        CheckConstraint("answered_at IS NULL OR length(answer) > 0", name="answer"),
        UniqueConstraint("id", "incident_id", "heard_at"),
        UniqueConstraint("incident_id"),
        ForeignKeyConstraint(["incident_id", "sitting_id"], ["incident.id", "incident.sitting_id"],
                             name="fk_inquiry_incident"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    incident_id: Mapped[str] = mapped_column(String(26))
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default=INQUIRY.start)
    suspicion: Mapped[str] = mapped_column(String(2000))
    evidence: Mapped[str] = mapped_column(String(4000))
    standard_of_proof: Mapped[str] = mapped_column(String(300))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[str] = mapped_column(String(80))
    notified_at: Mapped[datetime | None] = mapped_column(Instant)
    notified_by: Mapped[str | None] = mapped_column(String(80))
    answer_until: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(String(4000), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    heard_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    incident: Mapped[Incident] = relationship(viewonly=True)
    sitting: Mapped[Sitting] = relationship(viewonly=True)

    def take(self, step: str, *, now: datetime, by) -> TrailStep:
        """Move along the road and leave the trail row. Raises StepRefused where the road has no such step."""
        before = self.state
        self.state = INQUIRY.after(before, step)
        return TrailStep.left(self.sitting_id, "inquiry", self.id, before, step, self.state, now=now, by=by, facts={})
