"""Carrying messages to webhooks: one POST to an address that was resolved and checked, and no redirect is followed."""

import http.client
import socket
import ssl
import threading
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

from flask import current_app

from exam.actions import webhooks
from exam.database import db
from exam.database.base import canonical
from exam.models import WebhookDelivery
from exam.rules.webhooks import fault_of_url, may_be_reached, secret_for, signature_of
from exam.web.clock import now

SECONDS = 5
SECONDS_IN_ALL = 10  # however slowly a receiver answers, sign by sign: the letters wait behind it
MOST_READ = 1024


class Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked: the name is not resolved a second time."""

    def __init__(self, host: str, port: int, address: str, *, sealed: bool):
        super().__init__(host, port, timeout=SECONDS)
        self.address, self.sealed = address, sealed

    def connect(self) -> None:
        """TLS is checked against the name, whichever address it stands for."""
        self.sock = socket.create_connection((self.address, self.port), SECONDS)
        if self.sealed:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the talk from another thread; whoever waits for a sign gets an error or the end."""
        with suppress(OSError, AttributeError):  # not connected yet, or closed by now
            self.sock.shutdown(socket.SHUT_RDWR)


def tell_due(stop: threading.Event) -> Counter:
    """Send what is due until nothing is left; counts by outcome."""
    counts: Counter = Counter()
    while not stop.is_set() and (delivery := webhooks.claim(now=now())) is not None:
        counts[webhooks.settle(delivery, _told(delivery), now=now())] += 1
    return counts


def _told(delivery: WebhookDelivery) -> str:
    """Send one message; what went wrong in words, or nothing."""
    webhook = delivery.webhook
    if webhook.state == "off":
        return "switched off"
    url, body, stamp = webhook.url, canonical({"id": delivery.id, **delivery.body}).encode(), int(now().timestamp())
    secret = secret_for(current_app.config["SECRET_KEY"], webhook.id, webhook.secret_serial)
    headers = {"Content-Type": "application/json", "User-Agent": "Examhall", "Webhook-Id": delivery.id,
               "Webhook-Timestamp": str(stamp), "Webhook-Signature": signature_of(secret, delivery.id, stamp, body)}
    db.session.rollback()  # nothing is held open in the database while the receiver takes its time
    try:
        return _posted(url, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        return f"It could not be reached ({type(trouble).__name__})."


def _posted(url: str, body: bytes, headers: dict) -> str:
    loopback, allowed = current_app.config["MODE"] != "production", current_app.config["WEBHOOK_NETWORKS"]
    if fault := fault_of_url(url, loopback=loopback):
        return fault
    place = urlsplit(url)
    port = place.port or (443 if place.scheme == "https" else 80)
    found = [row[4][0] for row in socket.getaddrinfo(place.hostname, port, type=socket.SOCK_STREAM)]
    if not all(may_be_reached(address, allowed, loopback=loopback) for address in found):
        return "Its name stands for an address that is not public, so nothing is sent there."
    line = Pinned(place.hostname, port, found[0], sealed=place.scheme == "https")
    limit = threading.Timer(SECONDS_IN_ALL, line.cut)
    limit.start()
    try:
        path = (place.path or "/") + (f"?{place.query}" if place.query else "")
        line.request("POST", path, body=body, headers=headers)
        answer = line.getresponse()
        answer.read(MOST_READ)
    finally:
        limit.cancel()
        line.close()
    return "" if 200 <= answer.status < 300 else f"It answered {answer.status}."
