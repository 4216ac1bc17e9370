"""Proctors: their nomination for one sitting, and the statement they sign after it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.sittings import Sitting
from exam.models.trail import TrailStep
from exam.rules.roads import NOMINATION


class Nomination(Base):
    """The tie between one proctor and one sitting. A new address is a new nomination."""

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(NOMINATION.states)!r}", name="state"),
        CheckConstraint("approval IN ('not_needed', 'needed', 'given', 'withheld')", name="approval"),
        UniqueConstraint("id", "sitting_id"),
        UniqueConstraint("sitting_id", "number"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sitting.id"), index=True)
    number: Mapped[int] = mapped_column()  # counts from 1; instants cannot order them, because clocks step back
    state: Mapped[str] = mapped_column(String(12), default=NOMINATION.start)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_canonical: Mapped[str] = mapped_column(String(254), index=True)
    phone: Mapped[str] = mapped_column(String(40))
    relationship_kind: Mapped[str] = mapped_column(String(40))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    nominated_by: Mapped[str] = mapped_column(String(80))
    invited_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    # What the proctor stated when accepting: relationship_kind, organisation, since, conflicts, rules_version.
    statement: Mapped[dict | None] = mapped_column(JsonText)
    approval: Mapped[str] = mapped_column(String(12), default="not_needed")
    approval_note: Mapped[str] = mapped_column(String(500), default="")
    # The kind of document shown at admission, never its number.
    identity_document: Mapped[str] = mapped_column(String(40), default="")
    reminders_sent: Mapped[int] = mapped_column(default=0)
    escalated_at: Mapped[datetime | None] = mapped_column(Instant)

    sitting: Mapped[Sitting] = relationship(backref=backref("nominations", order_by=number))

    def take(self, step: str, *, now: datetime, by, **facts) -> TrailStep:
        """Move along the road and leave the trail row. Raises StepRefused where the road has no such step."""
        before = self.state
        self.state = NOMINATION.after(before, step)
        return TrailStep.left(self.sitting_id, "nomination", self.id, before, step, self.state,
                              now=now, by=by, facts=facts)

    @property
    def declared_at(self) -> datetime | None:
        """When the proctor declared what ties them to the candidate. It stands until the nomination ends (C14)."""
        return self.answered_at if self.statement and self.state in ("accepted", "attested") else None

    @property
    def may_admit(self) -> bool:
        """Accepted, with ties declared, and approved by the board where the program asks for that."""
        return self.state == "accepted" and bool(self.declared_at) and self.approval in ("not_needed", "given")


class Attestation(Base):
    """The signed statement after a sitting, bound to the digest of what was submitted. Append-only."""

    __tablename__ = "attestation"
    __table_args__ = (
        UniqueConstraint("id", "sitting_id"),
        UniqueConstraint("nomination_id"),
        ForeignKeyConstraint(["nomination_id", "sitting_id"], ["nomination.id", "nomination.sitting_id"],
                             name="fk_attestation_nomination"),
        ForeignKeyConstraint(["sitting_id", "submission_digest"], ["submission.sitting_id", "submission.digest"],
                             name="fk_attestation_submission"),
        CheckConstraint("outcome IN ('clean', 'with_incident')", name="outcome"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    sitting_id: Mapped[str] = mapped_column(String(26), index=True)
    nomination_id: Mapped[str] = mapped_column(String(26))
    submission_digest: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(16))
    text_version: Mapped[str] = mapped_column(String(40))
    text_digest: Mapped[str] = mapped_column(String(64))
    # {"1": {"statement": exact words shown, "answer": "yes" or "no", "detail": ...}, ...}
    answers: Mapped[dict] = mapped_column(JsonText)
    signed_name: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime] = mapped_column(Instant)
    link_id: Mapped[str] = mapped_column(String(26))

    nomination: Mapped[Nomination] = relationship(viewonly=True)


class AttestationDevice(Base):
    """From where a statement was signed: network address and browser. Append-only; only a disposal lets the row go."""

    __tablename__ = "attestation_device"
    __table_args__ = (ForeignKeyConstraint(["attestation_id", "sitting_id"],
                                           ["attestation.id", "attestation.sitting_id"],
                                           name="fk_attestation_device_attestation"),)

    attestation_id: Mapped[str] = mapped_column(String(26), primary_key=True)
    sitting_id: Mapped[str] = mapped_column(String(26), index=True)
    address: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(300))
    signed_at: Mapped[datetime] = mapped_column(Instant)
