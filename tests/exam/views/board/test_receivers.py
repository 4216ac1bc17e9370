"""Tokens and webhooks on the pages: shown once, revoked by whom they concern, told only where it may be."""

import re

import pytest

from exam.database import db
from exam.models import ApiToken, AuditEntry, Webhook
from exam.rules.webhooks import secret_for
from tests.factories import world as maker
from tests.factories.people import post
from tests.support.databases import ONE_KIND
from tests.support.settings import SECRET

pytestmark = ONE_KIND


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock())


def test_v9_a_token_is_shown_once_and_its_owner_or_an_administrator_revokes_it(world, member, client):
    person, other = member("releaser"), member("releaser")
    page = person.send("/board/tokens/new", name="", scopes="results:read", days="30")
    assert "(optional)" not in page
    assert "Say which system" in page and "items:read" not in page
    answer = person.client.get("/board/tokens/new")
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.get_data(as_text=True)).group(1)
    made = person.client.post("/board/tokens/new", data={"csrf_token": csrf, "name": "Database", "days": "30",
                                                         "scopes": "results:read"}).get_data(as_text=True)
    text = re.search(r"exh_[0-9A-Za-z_-]{43}", made).group()
    headers = {"Authorization": f"Bearer {text}"}
    assert client.get("/api/v1/results", headers=headers).status_code == 200
    listing = person.page("/board/tokens")
    assert text not in listing and text[:10] in listing and text[:10] not in other.page("/board/tokens")
    assert text not in " ".join(str(row.facts) for row in db.session.query(AuditEntry))
    token = db.session.query(ApiToken).one()
    assert post(other.client, f"/board/tokens/{token.id}/revoke", "/board/tokens/new").status_code == 404
    assert client.get("/api/v1/results", headers=headers).status_code == 200
    administrator = member("administrator")
    assert "The token is revoked" in administrator.send(f"/board/tokens/{token.id}/revoke", page="/board/tokens")
    assert client.get("/api/v1/results", headers=headers).status_code == 401


def shown_secret(person, address: str, page: str | None = None, **fields) -> str:
    """The secret on the page that follows; each showing belongs to an entry of the audit trail."""
    answer = post(person.client, address, page, **fields)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    return re.search(r"whsec_[0-9a-f]{64}", answer.get_data(as_text=True)).group()


def test_t41_a_webhook_is_added_shown_and_switched_by_the_releaser_alone(world, member):
    person = member("releaser")
    facts = {"name": "Database", "events": "result.released"}
    assert "begins with https://" in person.send("/board/webhooks/new", url="http://example.org/", **facts)
    first = shown_secret(person, "/board/webhooks/new", url="https://example.org/told", **facts)
    row = db.session.query(Webhook).one()
    address = f"/board/webhooks/{row.id}"
    assert first == secret_for(SECRET, row.id, 1) and "Database" in person.page("/board/webhooks")
    assert "No message yet" in person.page(address) and "whsec_" not in person.page(address)
    assert "The webhook is off" in person.send(f"{address}/switch/off", page=address)
    assert post(person.client, f"{address}/secret", page=address).status_code == 404
    assert shown_secret(person, f"{address}/renew-secret", address) == secret_for(SECRET, row.id, 2) != first
    entries = db.session.query(AuditEntry).filter(AuditEntry.subject.endswith(row.id)).order_by(AuditEntry.no)
    assert [entry.action for entry in entries] == ["add_webhook", "switch_webhook", "renew_webhook_secret"]
    member("auditor").page("/board/webhooks", 403)
    member("author").page(address, 403)
