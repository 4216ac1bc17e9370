"""The board's pages as a browser draws them: nothing that axe objects to, and one column on a phone."""

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories import people
from tests.factories.town import town
from tests.support.crawling import addresses
from tests.support.turning import turned_to

pytestmark = pytest.mark.slow

PHONE, DESK = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


# Pages whose parts depend on the state of what they show: each row of the town is looked at.
IN_EVERY_STATE = ("sittings.sitting", "incidents.incident", "appeals.appeal", "jobs.job", "blueprints.draft")


def one_of_each(app, client: FlaskClient) -> list[str]:
    """For every GET route of the board the first address that shows a page to this person; for some every one."""
    router, found = app.url_map.bind("localhost"), {}
    for address in addresses(app):
        if address == "/board" or address.startswith("/board/"):
            rule, values = router.match(address, method="GET", return_rule=True)
            if isinstance(rule, Rule) and "nothing" not in values.values():
                name = address if rule.endpoint in IN_EVERY_STATE else rule.endpoint
                if name not in found and is_page(client.get(address)):
                    found[name] = address
    return sorted(found.values())


def is_page(answer: TestResponse) -> bool:
    """Files are downloaded, and what does not exist or leads elsewhere has no page."""
    return answer.status_code == 200 and answer.mimetype == "text/html"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_board_page_is_fit_for_everybody_and_for_a_phone(app, live_server, new_context, axe, clock):
    with app.app_context():
        place = town()
        clock.set(place.world.now)
        client = people.signed_in(app.test_client(), place.staff["all"], now=clock())
        walk = one_of_each(app, client)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = {"name": name, "value": client.get_cookie(name).value, "url": live_server.url}
    wrong, titles, windows = {}, {}, [PHONE, DESK]
    context = new_context(viewport=PHONE)
    context.add_cookies([cookie])
    page = context.new_page()
    for address in walk:
        assert turned_to(page, address).status == 200, address
        titles.setdefault(page.title(), set()).add(address)
        problems = []
        for window in windows:
            if page.viewport_size != window:
                page.set_viewport_size(window)
            problems += axe(page).violations if window is PHONE else []
            if page.evaluate(WIDER_THAN_THE_WINDOW) > 0:
                problems.append(f"wider than a window of {window['width']} pixels")
        windows.reverse()  # the next page begins as this one was left: a change of size costs as much as a page
        if problems:
            wrong[address] = problems
    assert len(walk) > 25 and wrong == {}
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}
