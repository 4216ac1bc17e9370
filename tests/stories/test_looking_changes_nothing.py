"""Promise 4: every address, looked at by every kind of visitor, in a populated installation, changes nothing."""

import pytest
from flask.testing import FlaskClient

from exam.database import transaction
from exam.rules import actors
from tests.factories import people
from tests.factories.town import Town, town
from tests.support.crawling import addresses
from tests.support.digests import of_the_whole_database
from tests.support.html import problems_of

pytestmark = pytest.mark.slow

SCANNER = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) SafeLinks BarracudaSentinel", "Purpose": "prefetch"}


@pytest.fixture
def place(db_app, clock) -> Town:
    found = town()
    clock.set(found.world.now)
    return found


def visitors(app, place: Town) -> dict[str, FlaskClient]:
    """A stranger, candidates in different states, and staff who may do everything."""
    now = place.world.now
    found = {"stranger": app.test_client()}
    for name in ("registered", "in_progress", "submitted", "failed"):
        account = place.sittings[name].candidate.account
        found[f"candidate {name}"] = people.signed_in(app.test_client(), account, now=now)
    found["staff"] = people.signed_in(app.test_client(), place.staff["all"], now=now)
    return found


def test_t06_v5_3_5_3_looking_at_every_address_writes_not_one_byte(app, place):
    guests = visitors(app, place)
    known = addresses(app)
    before = of_the_whole_database()
    failing, faulty = [], {}
    for name, client in guests.items():
        for address in known:
            answer = client.get(address, headers=SCANNER)
            if name == "stranger":
                client.head(address)
                client.options(address)
            if answer.status_code >= 500 and address != "/health/ready":
                failing.append(f"{name} {address}: {answer.status_code}")
            if answer.mimetype == "text/html" and answer.status_code == 200:
                faulty[f"{name} {address}"] = problems_of(answer.get_data(as_text=True))
    assert len(known) > 150
    assert failing == []
    assert {place: found for place, found in faulty.items() if found} == {}
    assert of_the_whole_database() == before


def test_mutant_one_trail_entry_more_is_seen_by_the_digest(place):
    before = of_the_whole_database()
    with transaction("look", by=actors.system("test"), now=place.world.now) as entry:
        entry.about("sitting", place.sittings["submitted"].id)
    assert of_the_whole_database() != before
