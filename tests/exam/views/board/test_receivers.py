"""Tokens and webhooks on the pages: shown once, revoked by whom they concern, told only where it may be."""

import re

import pytest

from exam.database import db
from exam.models import ApiToken, AuditEntry, Webhook
from tests.factories import world as maker
from tests.factories.people import post
from tests.support.databases import ONE_KIND

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


def test_t41_a_webhook_is_added_shown_and_switched_by_the_releaser_alone(world, member):
    person = member("releaser")
    facts = {"name": "Database", "events": "result.released"}
    assert "begins with https://" in person.send("/board/webhooks/new", url="http://example.org/", **facts)
    assert "Database" in person.send("/board/webhooks/new", url="https://example.org/told", **facts)
    address = f"/board/webhooks/{db.session.query(Webhook).one().id}"
    assert "No message yet" in person.page(address) and "whsec_" not in person.page(address)
    assert "The webhook is off" in person.send(f"{address}/switch/off", page=address)
    assert "new secret" in person.send(f"{address}/renew-secret", page=address)
    member("auditor").page("/board/webhooks", 403)
    member("author").page(address, 403)
