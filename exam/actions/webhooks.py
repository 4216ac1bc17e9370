"""Webhooks: added and switched by staff; their messages carried by the courier, tried again, given up in the open."""

from collections.abc import Sequence
from datetime import datetime

from exam.database import db, transaction, upkeep
from exam.errors import Refused
from exam.models import Webhook, WebhookDelivery
from exam.queries.webhooks import due_deliveries
from exam.rules.delivery import LEASE, is_hopeless, next_try
from exam.rules.scopes import EVENTS
from exam.rules.webhooks import GIVEN_UP, fault_of_url


def add(*, name: str, url: str, events: Sequence[str], loopback: bool, now: datetime, by) -> Webhook:
    """An address that is told from now on."""
    with transaction("add_webhook", by=by, now=now) as entry:
        if fault := fault_of_url(url, loopback=loopback):
            raise Refused(fault)
        if not events or not set(events) <= EVENTS.keys():
            raise Refused("Choose what the address is told of.")
        row = Webhook(name=name, url=url, events=sorted(events), made_at=now, made_by=str(by))
        db.session.add(row)
        db.session.flush()
        entry.about("webhook", row.id, events=row.events)
    return row


def switch(webhook: Webhook, state: str, *, now: datetime, by) -> Webhook:
    """On, or off: then nothing is written for it, and what waits is not sent."""
    with transaction("switch_webhook", by=by, now=now, locking=webhook) as entry:
        webhook.state = state
        entry.about("webhook", webhook.id, state=state)
    return webhook


def renew_secret(webhook: Webhook, *, now: datetime, by) -> Webhook:
    """Another secret from now on; the one before it signs nothing more."""
    with transaction("renew_webhook_secret", by=by, now=now, locking=webhook) as entry:
        webhook.secret_serial += 1
        entry.about("webhook", webhook.id, serial=webhook.secret_serial)
    return webhook


def claim(*, now: datetime) -> WebhookDelivery | None:
    """Take the message that is due first; nobody else takes it while the lease lasts."""
    with upkeep("claim_webhook_delivery"):
        locking = {"skip_locked": True, "of": WebhookDelivery}
        row = db.session.scalars(due_deliveries(now).limit(1).with_for_update(**locking)).first()
        if row is not None:
            row.state, row.leased_until, row.tries = "sending", now + LEASE, row.tries + 1
    return row


def settle(delivery: WebhookDelivery, trouble: str, *, now: datetime) -> str:
    """What became of it: sent (no trouble), later, given up, or not needed because the webhook is off."""
    with upkeep("settle_webhook_delivery"):
        db.session.refresh(delivery, with_for_update={"of": WebhookDelivery})
        if not trouble:
            delivery.state, delivery.sent_at, delivery.trouble = "sent", now, ""
        elif delivery.webhook.state == "off":
            delivery.state = "not_needed"
        elif is_hopeless(now, delivery.written_at):
            delivery.state, delivery.trouble = "given_up", f"{trouble} {GIVEN_UP}"[:200]
        else:
            delivery.state, delivery.trouble = "waiting", trouble[:200]
            delivery.next_try_at = next_try(now, delivery.tries)
    return delivery.state
