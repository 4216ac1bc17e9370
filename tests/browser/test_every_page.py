"""Every page of visitors, proctors and candidates, in a populated installation: nothing for axe to say on a phone."""

import re
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Page

from exam.errors import NotDeclared
from tests.factories import people
from tests.factories.town import Town, town
from tests.support.crawling import addresses
from tests.support.turning import is_page, turned_to

pytestmark = pytest.mark.slow

MACHINES = re.compile(r"^/(health|metrics|robots|room/state)|live-facts|\.pdf$|/files?/|\.(json|csv|xlsx)$|/export/")
ERROR_PAGES = Path(__file__).resolve().parents[2] / "templates" / "errors"
PHONE = {"width": 320, "height": 640}
TO_THE_EDGE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def database_kind() -> str:
    """How a page looks does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture
def place(db_app, clock) -> Town:
    found = town()
    clock.set(found.world.now)
    return found


def be(page: Page, app, live_server, account, now) -> None:
    """From here on the window belongs to this person, who is signed in."""
    client = people.signed_in(app.test_client(), account, now=now)
    value = client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": live_server.url}])


def one_of_each(app, start: str, most: int = 1) -> list[str]:
    """Addresses that begin like this, for each route a few, and none that is for machines."""
    seen: dict[str, int] = {}
    chosen = []
    for address in addresses(app):
        shape = re.sub(r"/[a-z0-9]{26}|/[\w-]{20,}\.[\w.-]+", "/*", address)
        if address.startswith(start) and not MACHINES.search(address) and seen.get(shape, 0) < most:
            seen[shape] = seen.get(shape, 0) + 1
            chosen.append(address)
    return chosen


def faults(page: Page, axe, address: str) -> list[str]:
    """What is wrong with one page on a phone, whatever its status; an address that leads elsewhere has no page."""
    if not is_page(turned_to(page, address)):
        return []
    found = axe(page).violations
    if not page.evaluate(TO_THE_EDGE):
        found.append("scrolls sideways at 320 px")
    return [f"{address}: {fault}" for fault in sorted(set(found))]


def test_pages_for_everybody_and_for_proctors(app, place, new_context, axe):
    page = new_context(viewport=PHONE).new_page()
    visited = one_of_each(app, "/account/") + one_of_each(app, "/proctor/", most=3)
    visited += ["/", "/help", "/privacy", "/accessibility", "/api", "/export-keys", "/no-such-page",
                "/proctor/admit/not-whole"]
    assert [fault for address in visited for fault in faults(page, axe, address)] == []


def test_every_page_of_what_can_go_wrong(app, new_context, axe):
    def not_declared():
        raise NotDeclared("You have made no declaration yet.")

    app.add_url_rule("/fails/<int:code>", "fails", flask.abort)
    app.add_url_rule("/fails/not_declared", "not_declared", not_declared)
    ways = sorted((page.stem for page in ERROR_PAGES.glob("*.html")), key=lambda way: (way.isdecimal(), way))
    assert len(ways) > 10 and ways[0] == "not_declared"
    page = new_context(viewport=PHONE).new_page()
    assert [fault for way in ways for fault in faults(page, axe, f"/fails/{way}")] == []
    assert page.get_by_role("heading", level=1).inner_text() == "We are back in a moment"


def test_a_fault_on_a_page_of_what_went_wrong_is_noticed(app, new_context, axe):
    app.add_url_rule("/fails", "fails", lambda: ("<title>Not there</title><h1>Not there</h1><img src='/x'>", 404))
    assert "image-alt" in " ".join(faults(new_context(viewport=PHONE).new_page(), axe, "/fails"))


# In each state the status page; where a state opens further pages, those too.
STATES = ("invited", "admitted", "in_progress", "paused", "withdrawn", "missed", "void")
STATES_WITH_PAGES = ("registered", "submitted", "short", "released", "failed")


def test_pages_of_candidates_in_every_state(app, place, new_context, live_server, axe):
    found, known, page = [], addresses(app), new_context(viewport=PHONE).new_page()
    for state in (*STATES, *STATES_WITH_PAGES):
        sitting = place.sittings[state]
        be(page, app, live_server, sitting.candidate.account, place.world.now)
        own = [address for address in known
               if f"/candidate/sittings/{sitting.id}/" in address and not MACHINES.search(address)]
        visited = ["/candidate", *(own if state in STATES_WITH_PAGES else [])]
        visited += ["/candidate/arrangements"] if state == "registered" else []
        found += [f"{state}: {fault}" for address in visited for fault in faults(page, axe, address)]
    assert found == []
