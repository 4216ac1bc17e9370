"""Answers lost by a fault on our side: what was counted, what the candidate chose, and what the rule came to."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.incidents import Incident
from exam.models.sittings import Sitting
from exam.rules.incomplete_data import KINDS, OUTCOMES


class Loss(Base):
    """One loss, under the rule of the frozen program. Nothing counts below its share or without the candidate's yes."""

    __tablename__ = "loss"
    __table_args__ = (
        CheckConstraint(f"kind IN {tuple(KINDS)!r}", name="kind"),
        CheckConstraint(f"choice IS NULL OR choice IN {tuple(OUTCOMES)!r}", name="choice"),
        CheckConstraint(f"outcome IS NULL OR outcome IN {tuple(OUTCOMES)!r}", name="outcome"),
        CheckConstraint("outcome IS NULL OR outcome = 'sit_again' OR "
                        "(choice = 'count' AND 100 * complete >= percent_min * scored)", name="rule"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("outcome IS NULL OR confirmed_at IS NOT NULL", name="confirmed"),
        CheckConstraint("NOT second_person OR confirmed_by IS NULL OR confirmed_by <> opened_by", name="two_persons"),
        CheckConstraint("choice IS NULL OR (choose_until IS NOT NULL AND chosen_at < choose_until)", name="in_time"),
        ForeignKeyConstraint(["incident_id", "sitting_id"], ["incident.id", "incident.sitting_id"],
                             name="fk_loss_incident"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    incident_id: Mapped[str] = mapped_column(String(26), index=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    scored: Mapped[int] = mapped_column()
    complete: Mapped[int] = mapped_column()
    incomplete: Mapped[list] = mapped_column(JsonText)  # the positions without a proved answer
    # The rule as it was frozen with the sitting.
    percent_min: Mapped[int] = mapped_column()
    choice_days: Mapped[int] = mapped_column()
    second_person: Mapped[bool] = mapped_column(Boolean)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[str] = mapped_column(String(80))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by: Mapped[str | None] = mapped_column(String(80))
    turned_down_at: Mapped[datetime | None] = mapped_column(Instant)
    turned_down_by: Mapped[str | None] = mapped_column(String(80))
    choose_until: Mapped[datetime | None] = mapped_column(Instant)
    choice: Mapped[str | None] = mapped_column(String(12))
    chosen_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(12))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    next_sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id"))

    incident: Mapped[Incident] = relationship(viewonly=True)
    sitting: Mapped[Sitting] = relationship(viewonly=True, foreign_keys=[sitting_id])

    @property
    def is_open(self) -> bool:
        """Whether the release waits for it."""
        return self.outcome is None and self.turned_down_at is None
