"""Machines of others that read released results and are told of new ones: their tokens, webhooks and the outbox."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exam.database import Base, Instant, JsonText, new_id
from exam.models.accounts import Account

DELIVERY_STATES = ("waiting", "sending", "sent", "given_up", "not_needed")


class ApiToken(Base):
    """What opens the read API for one member of staff or for one system of theirs. Only its digest is kept."""

    __tablename__ = "api_token"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    prefix: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list] = mapped_column(JsonText)
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    last_used_on: Mapped[date | None] = mapped_column(Date)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_by: Mapped[str] = mapped_column(String(80), default="")

    account: Mapped[Account] = relationship()


class Webhook(Base):
    """An address that is told when a result is released, corrected or void. Its secret is derived, never stored."""

    __tablename__ = "webhook"
    __table_args__ = (CheckConstraint("state IN ('on', 'off')", name="state"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    url: Mapped[str] = mapped_column(String(500))
    events: Mapped[list] = mapped_column(JsonText)
    state: Mapped[str] = mapped_column(String(4), default="on")
    secret_serial: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(80))


class WebhookDelivery(Base):
    """One message to one webhook, written in the transaction of the fact. It names ids and a kind, and no person."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        CheckConstraint(f"state IN {DELIVERY_STATES!r}", name="state"),
        Index("ix_webhook_delivery_due", "state", "next_try_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhook.id"), index=True)
    body: Mapped[dict] = mapped_column(JsonText)
    written_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(200), default="")

    webhook: Mapped[Webhook] = relationship()
