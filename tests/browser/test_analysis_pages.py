"""The pages of an analysis with all their pictures: nothing that axe objects to, and one column on a phone."""

import pytest

from exam.rules import actors
from tests.factories import people
from tests.factories.analyses import analysed_world

PHONE, DESK = 320, 1280
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_issue4_pages_of_figures_are_fit_for_everybody_and_for_a_phone(app, live_server, new_context, axe, clock):
    with app.app_context():
        found = analysed_world(160, by=actors.staff("psychometrician"), alike=True)
        clock.set(found.world.now)
        account = people.staff("psychometrician", "releaser", "reviewer", now=clock())
        cookie = people.signed_in(app.test_client(), account, now=clock()).get_cookie(app.config["SESSION_COOKIE_NAME"])
        run = f"/board/analysis/runs/{found.run.id}"
        walk = [run, f"{run}/questions/3", f"{run}/questions/4", f"{run}/persons", "/board/analysis/on-trial",
                f"/board/analysis/forms/{found.world.form.id}", "/board/analysis"]
    wrong = {}
    for width in (PHONE, DESK):
        context = new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        for address in walk:
            assert page.goto(address).status == 200
            problems = axe(page).violations
            if page.evaluate(WIDER_THAN_THE_WINDOW) > 0:
                problems.append("wider than the window")
            if problems:
                wrong[width, address] = problems
        page.goto(run)
        assert page.locator("svg.eh-chart").count() == 5
        assert page.locator("figure details table").count() == 5
    assert wrong == {}
