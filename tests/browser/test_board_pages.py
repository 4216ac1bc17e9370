"""The board's pages as a browser draws them: nothing that axe objects to, and one column on a phone."""

import pytest
from werkzeug.routing import Rule

from tests.factories import people
from tests.factories.town import town
from tests.support.crawling import addresses

pytestmark = pytest.mark.slow

PHONE, DESK = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


# Pages whose parts depend on the state of what they show: each row of the town is looked at.
IN_EVERY_STATE = ("sittings.sitting", "incidents.incident", "appeals.appeal", "jobs.job", "blueprints.draft")


def one_of_each(app) -> list[str]:
    """For every GET route of the board one address that names something that exists; for some every address."""
    router, found = app.url_map.bind("localhost"), {}
    for address in addresses(app):
        if address == "/board" or address.startswith("/board/"):
            rule, values = router.match(address, method="GET", return_rule=True)
            if isinstance(rule, Rule) and "nothing" not in values.values():
                every = rule.endpoint in IN_EVERY_STATE
                found.setdefault(address if every else rule.endpoint, address)
    return sorted(found.values())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_board_page_is_fit_for_everybody_and_for_a_phone(app, live_server, new_context, axe, clock):
    with app.app_context():
        place = town()
        clock.set(place.world.now)
        walk = one_of_each(app)
        client = people.signed_in(app.test_client(), place.staff["all"], now=clock())
        walk = [address for address in walk if client.get(address).mimetype == "text/html"]  # files are downloaded
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = {"name": name, "value": client.get_cookie(name).value, "url": live_server.url}
    wrong, titles = {}, {}
    context = new_context(viewport=PHONE, bypass_csp=True)
    context.add_cookies([cookie])
    page = context.new_page()
    for address in walk:
        answer = page.goto(address)
        if "text/html" not in answer.headers["content-type"] or answer.status != 200:
            continue
        titles.setdefault(page.title(), set()).add(address)
        problems = axe(page).violations
        for window in (PHONE, DESK):
            page.set_viewport_size(window)
            if page.evaluate(WIDER_THAN_THE_WINDOW) > 0:
                problems.append(f"wider than a window of {window['width']} pixels")
        page.set_viewport_size(PHONE)
        if problems:
            wrong[address] = problems
    assert len(walk) > 25 and wrong == {}
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}
