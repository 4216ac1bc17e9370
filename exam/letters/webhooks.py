"""Telling machines: one message for each webhook that asked for it, written in the transaction of the fact."""

from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.models import Webhook, WebhookDelivery


def announce(event: str, *, sitting_id: str, release_id: str, now: datetime) -> None:
    """Ids and a kind; no name, no score, no decision: whoever may know more fetches it with a token."""
    for webhook in db.session.scalars(select(Webhook).where(Webhook.state == "on").order_by(Webhook.id)):
        if event in webhook.events:
            body = {"event": event, "sitting_id": sitting_id, "release_id": release_id,
                    "at": now.isoformat(timespec="seconds")}
            db.session.add(WebhookDelivery(webhook_id=webhook.id, body=body, written_at=now, next_try_at=now))
