"""Webhooks: told with the fact, signed, carried to public addresses alone, tried again, given up in the open."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from exam.actions import incidents, releases, rescoring, scoring_decisions, webhooks
from exam.cli import webhook_delivery
from exam.cli.webhook_delivery import tell_due
from exam.database import db
from exam.errors import Refused
from exam.models import WebhookDelivery
from exam.queries.scoring_versions import result_in_force
from exam.rules import actors
from exam.rules.scopes import EVENTS
from exam.rules.webhooks import fault_of_url, may_be_reached, secret_for
from tests.factories import states
from tests.factories import world as maker
from tests.factories.scoring import ADOPTER, proposed
from tests.support.databases import ONE_KIND
from tests.support.settings import SECRET

STANDING_WORLD = True
RELEASER = actors.staff("releaser")


class Receiver(HTTPServer):
    """A system of somebody else's on this machine."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.got, self.status, self.drips, self.dripped = [], 200, 0, 0
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/told?x=1"


class Answering(BaseHTTPRequestHandler):
    """Keeps what comes and answers as it was told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.flush_headers()
        for _ in range(self.server.drips):
            self.wfile.write(b"X: a\r\n")
            self.server.dripped += 1
            threading.Event().wait(0.05)
        self.end_headers()

    def log_message(self, *values):
        """Quiet."""


@pytest.fixture
def receiver():
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def world(db_app, clock):
    return maker.standing_world(now=clock())


def hooked(world, url: str, events=tuple(EVENTS)):
    return webhooks.add(name="database", url=url, events=list(events), loopback=True, now=world.now, by=RELEASER)


def released(world, right: int = 25):
    sitting = maker.submitted(world, right=right)
    maker.attested(world, sitting)
    return releases.release(sitting, mode="by_staff", now=world.now, by=RELEASER)


def signature(webhook, headers, body: bytes) -> str:
    """What a receiver who holds the secret works out for itself."""
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    secret = secret_for(SECRET, webhook.id, 1)
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def delivery() -> WebhookDelivery:
    db.session.rollback()
    return db.session.query(WebhookDelivery).one()


def test_f22_a_release_and_a_void_are_told_once_signed_and_without_a_name_or_a_score(world, db_app, receiver, clock):
    webhook = hooked(world, receiver.url)
    hooked(world, receiver.url, events=["result.corrected"])
    result = released(world)
    clock.set(world.now)
    assert tell_due(threading.Event()) == {"sent": 1} and tell_due(threading.Event()) == {}
    (path, headers, body), = receiver.got
    told = json.loads(body)
    assert path == "/told?x=1" and set(told) == {"id", "event", "sitting_id", "release_id", "at"}
    assert (told["event"], told["sitting_id"], told["release_id"]) == ("result.released", result.sitting_id,
                                                                      result.release_id)
    assert headers["Webhook-Signature"] == signature(webhook, headers, body)
    assert headers["Webhook-Id"] == told["id"]
    described = db_app.test_client().get("/api/openapi.json").get_json()["webhooks"]["result.released"]["post"]
    schema = described["requestBody"]["content"]["application/json"]["schema"]
    assert set(told) == set(schema["properties"]) == set(schema["required"])
    assert schema["properties"]["event"] == {"const": told["event"]}
    assert {one["name"] for one in described["parameters"]} <= set(headers)
    facts = {"now": world.now, "by": RELEASER}
    incident = incidents.report(result.sitting, code="I40", source="staff", text="", happened_at=world.now, **facts)
    states.heard(incident, now=world.now)
    decision = incidents.decide(incident, decision="void_counting", reason="Notes.", **facts)
    incidents.confirm(incident, decision, now=world.now, by=actors.staff("second"))
    assert tell_due(threading.Event()) == {"sent": 1}
    assert json.loads(receiver.got[1][2])["event"] == "result.void"


@ONE_KIND
def test_f22_c09_a_correction_is_told_once_signed_to_who_asked_and_without_a_score_or_a_name(world, receiver, clock):
    asked = hooked(world, receiver.url, events=["result.corrected"])
    others = [hooked(world, receiver.url, events=["result.released", "result.void"]), hooked(world, receiver.url)]
    webhooks.switch(others[1], "off", now=world.now, by=RELEASER)
    first = released(world, right=18)
    untouched = released(world)
    decision = proposed(world, 24)  # the last question is credited to everybody
    scoring_decisions.adopt(decision, decision.shadow_runs[0], reason="Agreed.", now=world.now, by=ADOPTER)
    clock.set(world.now)
    tell_due(threading.Event())
    told_before = len(receiver.got)
    for result in (first, untouched):
        rescoring.rescore(result.sitting, now=world.now, by=actors.system("sweep"))
        rescoring.rescore(result.sitting, now=world.now, by=actors.system("sweep"))
    tell_due(threading.Event())
    new = result_in_force(first.sitting_id)
    assert (new.supersedes_id, new.decision, first.decision) == (first.id, "PASS", "FAIL")
    (_, headers, body), = receiver.got[told_before:]
    told = json.loads(body)
    assert set(told) == {"id", "event", "sitting_id", "release_id", "at"}
    assert (told["event"], told["release_id"]) == ("result.corrected", new.release_id)
    assert first.sitting.candidate.legal_last_name not in body.decode() and "PASS" not in body.decode()
    assert headers["Webhook-Signature"] == signature(asked, headers, body)


@ONE_KIND
def test_f22_a_release_that_fails_tells_nobody(world, receiver, monkeypatch):
    hooked(world, receiver.url)
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    monkeypatch.setattr(releases, "vector_of", lambda *values: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        releases.release(sitting, mode="by_staff", now=world.now, by=RELEASER)
    assert db.session.query(WebhookDelivery).count() == 0


def test_f22_what_fails_is_tried_again_later_and_given_up_in_the_open(world, receiver, clock):
    webhook = hooked(world, receiver.url)
    released(world)
    clock.set(world.now)
    receiver.status = 500
    assert tell_due(threading.Event()) == {"waiting": 1} and tell_due(threading.Event()) == {}
    assert (delivery().trouble, delivery().tries) == ("It answered 500.", 1)
    clock.advance(minutes=1)
    receiver.status = 302  # no redirect is followed
    assert tell_due(threading.Event()) == {"waiting": 1}
    assert [path for path, _, _ in receiver.got] == ["/told?x=1"] * 2
    clock.advance(days=5)
    assert tell_due(threading.Event()) == {"given_up": 1} and "Given up" in delivery().trouble
    released(world)
    webhooks.switch(webhook, "off", now=clock(), by=RELEASER)
    clock.set(max(clock(), world.now))
    assert tell_due(threading.Event()) == {"not_needed": 1} and len(receiver.got) == 3


@ONE_KIND
def test_f22_what_has_reached_its_receiver_is_sent_though_the_webhook_was_switched_off_meanwhile(world, clock):
    webhook = hooked(world, "https://example.org/told")
    released(world)
    claimed = webhooks.claim(now=clock.set(world.now) or world.now)
    webhooks.switch(webhook, "off", now=world.now, by=RELEASER)
    assert webhooks.settle(claimed, "", now=world.now) == "sent" and delivery().sent_at == world.now


@ONE_KIND
def test_t41_a_name_that_stands_for_an_inner_address_gets_nothing(world, db_app, receiver, clock, monkeypatch):
    hooked(world, "https://example.org/told")
    released(world)
    clock.set(world.now)
    monkeypatch.setattr(webhook_delivery.socket, "getaddrinfo", lambda *values, **named: [
        (2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.7", 443))])
    monkeypatch.setattr(webhook_delivery.socket, "create_connection", lambda *values: 1 / 0)
    assert tell_due(threading.Event()) == {"waiting": 1} and "not public" in delivery().trouble


@ONE_KIND
def test_t41_a_receiver_that_answers_sign_by_sign_holds_nobody_up(world, receiver, monkeypatch):
    monkeypatch.setattr(webhook_delivery, "SECONDS_IN_ALL", 0.2)
    receiver.drips = 80
    hooked(world, receiver.url)
    released(world)
    assert tell_due(threading.Event()) == {"sent": 1}  # its status had come
    assert 0 < receiver.dripped < 40


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                                     "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::"])
def test_t41_only_public_addresses_are_reached_unless_the_operator_allows_more(address):
    assert not may_be_reached(address, [], loopback=False)
    assert may_be_reached("93.184.216.34", [], loopback=False)
    assert may_be_reached("10.1.2.3", ["10.1.0.0/16"], loopback=False)


@pytest.mark.parametrize("url", ["http://example.org", "ftp://example.org", "https://", "https://a:b@example.org/",
                                 "https://example.org/#x", "https://exam ple.org", "https://example.org:99999", "x",
                                 "https://example.org/\r\nHost: y", "file:///etc/passwd", "http://127.0.0.1/"])
def test_t41_an_address_is_https_and_nothing_hides_in_it(url):
    assert fault_of_url(url, loopback=False)
    assert not fault_of_url("https://example.org/told?x=1", loopback=False)


@ONE_KIND
def test_an_address_that_does_not_fit_is_refused(world):
    with pytest.raises(Refused, match="https"):
        hooked(world, "http://example.org/")
