"""Schemathesis asks the running API whatever its description allows and forbids, and finds nothing."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from exam.actions import releases, tokens
from exam.rules import actors
from exam.web import api_access
from tests.factories import people
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

STANDING_WORLD = True


@pytest.fixture
def api(db_app, world, monkeypatch):
    """The description of an API that has something to tell, and a token that may read everything."""
    monkeypatch.setattr(api_access, "READS", 100_000)
    monkeypatch.setattr(api_access, "WRONG_TOKENS", 100_000)
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("releaser"))
    account = people.staff("releaser", "psychometrician", now=world.now)
    _, sent = tokens.make_token(account, name="contract", scopes=["results:read", "forms:read", "items:read"], days=30,
                                now=world.now, by=actors.staff(account.id))
    return schemathesis.openapi.from_wsgi("/api/openapi.json", db_app), sent


@ONE_KIND
def test_f22_schemathesis_finds_nothing(api):
    schema, sent = api
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 5
    for operation in operations:
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            asked_of(operation.as_strategy(generation_mode=mode), sent)


def asked_of(cases, sent: str) -> None:
    @settings(max_examples=10, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
              suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def one(case):
        # Asked through WSGI, nothing on the way unpacks what is compressed.
        case.call_and_validate(headers={"Authorization": f"Bearer {sent}", "Accept-Encoding": "identity"})

    one()
