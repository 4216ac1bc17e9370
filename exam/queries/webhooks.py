"""Webhooks and what became of their messages."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Release, Result, Webhook, WebhookDelivery


def webhooks() -> list[Webhook]:
    """Every webhook, the newest first."""
    return list(db.session.scalars(select(Webhook).order_by(Webhook.made_at.desc(), Webhook.id)))


def webhook_with_id(webhook_id: str) -> Webhook:
    """One webhook. Raises NotFound."""
    row = db.session.get(Webhook, webhook_id)
    if row is None:
        raise NotFound("no such webhook")
    return row


def deliveries_of(webhook: Webhook, most: int = 50) -> list[WebhookDelivery]:
    """Its newest messages."""
    asked = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    return list(db.session.scalars(asked.order_by(WebhookDelivery.written_at.desc(), WebhookDelivery.id).limit(most)))


def delivery_counts() -> dict[tuple[str, str], int]:
    """How many messages of each webhook are in each state."""
    asked = (select(WebhookDelivery.webhook_id, WebhookDelivery.state, func.count())
             .group_by(WebhookDelivery.webhook_id, WebhookDelivery.state))
    return {(webhook_id, state): number for webhook_id, state, number in db.session.execute(asked)}


def due_deliveries(now: datetime) -> Select:
    """Messages that are due, and those whose courier died."""
    due = and_(WebhookDelivery.state == "waiting", WebhookDelivery.next_try_at <= now)
    abandoned = and_(WebhookDelivery.state == "sending", WebhookDelivery.leased_until <= now)
    return (select(WebhookDelivery).where(or_(due, abandoned)).options(joinedload(WebhookDelivery.webhook))
            .order_by(WebhookDelivery.next_try_at, WebhookDelivery.id))


def newest_release_of(sitting_id: str) -> str | None:
    """The release of the result that counts for this sitting; None before its release."""
    asked = (select(Release.id).join(Result, Result.release_id == Release.id).where(Result.sitting_id == sitting_id)
             .order_by(Release.no.desc()).limit(1))
    return db.session.scalar(asked)
