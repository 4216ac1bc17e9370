"""The pages of an analysis with all their pictures: nothing that axe objects to, and one column on a phone."""

import pytest

from exam.actions import jobs
from exam.database import db
from exam.models import Job
from exam.queries.linking import KIND
from exam.rules import actors
from question_bank.blueprint import shipped_blueprints
from tests.factories import people
from tests.factories import world as make
from tests.factories.analyses import analysed_world
from tests.support.turning import turned_to

PHONE, DESK = 320, 1280
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def linking(world) -> Job:
    """A finished job about a second form, as its worker leaves it."""
    blueprint = shipped_blueprints()[world.version.program.exam.blueprint]
    other = make.exam_form(world.version, make.contents_for(blueprint, "z"), now=world.now)
    record = {"format": "examhall-linking-1", "method": "chained_equipercentile", "exam_form": other.code,
              "base_form": world.form.code, "n": 160, "base_n": 160, "maximum": 25, "base_maximum": 25, "anchor": 6,
              "constants": {"table": [f"{score * 0.96 + 1:.6f}" for score in range(26)]},
              "standard_errors": [None, *("0.4200" for _ in range(25))], "notes": ["6 of 25 questions are common."],
              "data": "a" * 64, "base_data": "b" * 64}
    job = jobs.ask(KIND, {"exam_form_id": other.id, "base_id": world.form.id, "method": record["method"]},
                   about=other.id, now=world.now, by=actors.staff("psychometrician"))
    job.state, job.ended_at = "done", world.now
    cut = world.form.cut_score
    job.result = {"linking": record, "cut": 19, "versions": [1, 1],
                  "base": {"cut_score": cut.id, "cut": cut.cut_raw, "maximum": cut.maximum}}
    db.session.commit()
    return job


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_issue4_pages_of_figures_are_fit_for_everybody_and_for_a_phone(app, live_server, new_context, axe, clock):
    with app.app_context():
        found = analysed_world(160, by=actors.staff("psychometrician"), alike=True)
        clock.set(found.world.now)
        account = people.staff("psychometrician", "releaser", "reviewer", now=clock())
        cookie = people.signed_in(app.test_client(), account, now=clock()).get_cookie(app.config["SESSION_COOKIE_NAME"])
        run, linked = f"/board/analysis/runs/{found.run.id}", linking(found.world)
        walk = [run, f"{run}/questions/3", f"{run}/questions/4", f"{run}/persons", "/board/analysis/on-trial",
                f"/board/linkings/{linked.id}", f"/board/linkings/{linked.id}/propose",
                f"/board/linkings/forms/{linked.about}", f"/board/cut-scores/{linked.about}",
                f"/board/analysis/forms/{found.world.form.id}", "/board/analysis"]
    wrong = {}
    for width in (PHONE, DESK):
        context = new_context(viewport={"width": width, "height": 800})
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        for address in walk:
            assert turned_to(page, address).status == 200
            problems = axe(page).violations
            if page.evaluate(WIDER_THAN_THE_WINDOW) > 0:
                problems.append("wider than the window")
            if problems:
                wrong[width, address] = problems
        page.goto(run)
        assert page.locator("svg.eh-chart").count() == 5
        assert page.locator("figure details table").count() == 5
    assert wrong == {}
