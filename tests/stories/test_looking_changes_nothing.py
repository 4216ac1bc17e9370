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


def one_of_each_route(known: list[str], app) -> list[str]:
    """For every route the first address, and all that open with a sealed link: each shows another state."""
    router, found = app.url_map.bind("localhost"), {}
    for address in known:
        endpoint, values = router.match(address)
        found.setdefault(address if "sealed" in values else endpoint, address)
    return list(found.values())


def looked_at(name: str, known: list[str], app, everything: bool) -> list[str]:
    """What this visitor opens: on one kind of database everything, on the other one address of each route.

    The board's door is closed to every candidate alike, so that one of them tries all that is behind it.
    """
    chosen = known if everything else one_of_each_route(known, app)
    closed = name.startswith("candidate") and name != "candidate registered"
    return [address for address in chosen if not (closed and address.startswith("/board/"))]


def test_t06_v5_3_5_3_looking_at_every_address_writes_not_one_byte(app, place, database_kind):
    guests, known = visitors(app, place), addresses(app)
    before = of_the_whole_database()
    failing, faulty = [], {}
    for name, client in guests.items():
        for address in looked_at(name, known, app, everything=database_kind == "sqlite"):
            answer = client.get(address, headers=SCANNER)
            if answer.status_code >= 500 and address != "/health/ready":
                failing.append(f"{name} {address}: {answer.status_code}")
            if answer.mimetype == "text/html" and answer.status_code == 200:
                faulty[f"{name} {address}"] = problems_of(answer.get_data(as_text=True))
    for name in ("stranger", "staff"):
        for address in one_of_each_route(known, app):
            guests[name].head(address)
            guests[name].options(address)
    assert len(known) > 150
    assert failing == []
    assert {place: found for place, found in faulty.items() if found} == {}
    assert of_the_whole_database() == before


def test_mutant_one_trail_entry_more_is_seen_by_the_digest(place):
    before = of_the_whole_database()
    with transaction("look", by=actors.system("test"), now=place.world.now) as entry:
        entry.about("sitting", place.sittings["submitted"].id)
    assert of_the_whole_database() != before
