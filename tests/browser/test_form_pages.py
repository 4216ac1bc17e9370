"""The scripts of the board's form pages: progress that moves by itself, and sums that follow what is typed."""

import pytest

from exam.actions import blueprints, jobs
from exam.rules import actors
from tests.factories import people
from tests.factories import world as make

BY = actors.staff("somebody")


@pytest.fixture
def at_desk(app, live_server, new_context, clock):
    """A signed-in member of staff at a desk, and the world that they look at."""
    clock.set(make.NOON)
    with app.app_context():
        world = make.program_only(now=clock.now())
        account = people.staff("psychometrician", now=clock.now())
        client = people.signed_in(app.test_client(), account, now=clock.now())
        name = app.config["SESSION_COOKIE_NAME"]
        context = new_context()
        context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": live_server.url}])
        yield world, context.new_page()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_issue3_a_page_of_a_job_follows_the_work_and_shows_its_end_by_itself(at_desk, clock):
    _, page = at_desk
    job = jobs.ask("assemble_exam_forms", {}, now=clock.now(), by=BY)
    page.goto(f"/board/jobs/{job.id}")
    run = jobs.claim(now=clock.now()).run
    jobs.say(job.id, run, 2, 5, "2 of 5 forms are drawn.", now=clock.now())
    page.get_by_text("2 of 5 forms are drawn.").wait_for()
    assert page.evaluate("document.querySelector('progress').max") == 5
    jobs.fail(job.id, run, ["C10 judgement: 2 wanted, the bank has 0."], now=clock.now())
    page.get_by_text("C10 judgement: 2 wanted").wait_for()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_issue3_the_grid_of_a_blueprint_is_added_up_while_it_is_typed_and_saved_from_the_browser(at_desk, clock):
    world, page = at_desk
    draft = blueprints.start(world.version, now=clock.now(), by=BY)
    page.goto(f"/board/blueprints/{draft.id}")
    page.fill("[name=count_0_0]", "5")
    assert page.inner_text("[data-sum=all]") == page.inner_text("[data-sum=told]") == "30"
    assert page.locator("[data-sum=row]").first.inner_text() == "7"
    assert page.locator("[data-sum=level]").first.inner_text() == "11"
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    assert page.input_value("[name=count_0_0]") == "5" and page.inner_text("[data-sum=all]") == "30"
