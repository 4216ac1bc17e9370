"""What went wrong at a sitting, what was decided about it, and the holds that stop a release."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.sittings import Sitting


class Incident(Base):
    """Something irregular, with a coded category and an effect. A hold stays open until the board decides."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("effect IN ('note', 'hold')", name="effect"),
        CheckConstraint("source IN ('proctor', 'candidate', 'staff', 'system')", name="source"),
        UniqueConstraint("id", "sitting_id"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    code: Mapped[str] = mapped_column(String(6))
    source: Mapped[str] = mapped_column(String(10))
    effect: Mapped[str] = mapped_column(String(6))
    text: Mapped[str] = mapped_column(String(4000), default="")
    happened_at: Mapped[datetime] = mapped_column(Instant)
    reported_at: Mapped[datetime] = mapped_column(Instant)
    reported_by: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict] = mapped_column(JsonText)
    # Null while the board has not decided. A note is decided at once by the program's standing decision.
    decided_at: Mapped[datetime | None] = mapped_column(Instant)

    sitting: Mapped[Sitting] = relationship()
    decisions: Mapped[list["IncidentDecision"]] = relationship(order_by="IncidentDecision.decided_at")

    @property
    def is_open(self) -> bool:
        """Whether the release waits for this incident."""
        return self.effect == "hold" and self.decided_at is None


class IncidentDecision(Base):
    """A decision with its reason; one that takes a sitting away counts only when a second person confirms."""

    __tablename__ = "incident_decision"
    # Nothing is taken away unheard: a confirmed void names the inquiry and when the candidate had been heard (C17).
    __table_args__ = (
        CheckConstraint("decision NOT IN ('void_without_counting', 'void_counting') OR confirmed_at IS NULL OR "
                        "(inquiry_id IS NOT NULL AND heard_at IS NOT NULL AND confirmed_at >= heard_at)", name="heard"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> decided_by", name="two_persons"),
        ForeignKeyConstraint(["inquiry_id", "incident_id", "heard_at"],
                             ["inquiry.id", "inquiry.incident_id", "inquiry.heard_at"],
                             name="fk_incident_decision_inquiry"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    incident_id: Mapped[str] = mapped_column(ForeignKey("incident.id"), index=True)
    # release, release_with_note, void_without_counting, void_counting, replace_proctor, refer_to_ethics
    decision: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(2000))
    decided_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by: Mapped[str | None] = mapped_column(String(80))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    inquiry_id: Mapped[str | None] = mapped_column(String(26))
    heard_at: Mapped[datetime | None] = mapped_column(Instant)


class Hold(Base):
    """A reason of the board's own not to release yet, with an owner and a day by which it is looked at."""

    __tablename__ = "hold"
    __table_args__ = (CheckConstraint("length(trim(reason)) > 0", name="reason"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    reason: Mapped[str] = mapped_column(String(1000))
    owner_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    due_on: Mapped[date] = mapped_column(Date)
    placed_at: Mapped[datetime] = mapped_column(Instant)
    placed_by: Mapped[str] = mapped_column(String(80))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_by: Mapped[str | None] = mapped_column(String(80))
    lift_reason: Mapped[str] = mapped_column(String(1000), default="")
