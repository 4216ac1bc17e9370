"""The outbox: letters written in the transaction of the fact they announce, and the links they carry."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, new_id
from exam.models.standard_setting import Panelist
from exam.rules.references import new_reference

LETTER_STATES = ("waiting", "sending", "sent", "bounced", "given_up", "not_needed")


class Link(Base):
    """What one sealed link opens, until when, and whether its work is done."""

    __tablename__ = "link"
    __table_args__ = (CheckConstraint(
        "purpose IN ('accept', 'admit', 'attest', 'set-password', 'reset-password', 'panel')", name="purpose"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(16))
    nomination_id: Mapped[str | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    panelist_id: Mapped[str | None] = mapped_column(ForeignKey("panelist.id"), index=True)
    serial: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    panelist: Mapped[Panelist | None] = relationship(viewonly=True)


class Letter(Base):
    """One message to one address. Its text holds marks where reference and sealed link go in when it is sent."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(f"state IN {LETTER_STATES!r}", name="state"),
        Index("ix_letter_due", "state", "next_try_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(12), unique=True, default=new_reference)
    kind: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    link_id: Mapped[str | None] = mapped_column(ForeignKey("link.id"))
    nomination_id: Mapped[str | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(200), default="")

    link: Mapped[Link | None] = relationship()
