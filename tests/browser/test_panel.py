"""A panelist rates by keyboard alone on a narrow screen, and the pages of a panel are fit for everybody."""

import pytest
from playwright.sync_api import expect

from exam.actions import cut_scores, standard_setting
from exam.actions.cut_scores import Ground
from exam.database import db
from exam.models import PanelBookmark, PanelRating, PanelView
from tests.factories import panels, people
from tests.factories import world as maker
from tests.support.turning import turned_to

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def database_kind() -> str:
    """How a page looks does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock())


def test_issue4_a_panelist_rates_by_keyboard_alone_at_320_pixels(app, world, new_context, live_server, axe):
    study = panels.seated(world, panels.study(world))
    standard_setting.open_round(study, now=world.now, by=panels.BY)
    rater = panels.at(app, study.panelists[0])
    page, wrong = new_context(viewport=PHONE).new_page(), {}

    def look() -> None:
        wrong[page.title()] = axe(page).violations + (["too wide"] if page.evaluate(TOO_WIDE) > 0 else [])

    page.goto(live_server.url + rater.start)
    look()
    page.get_by_label("Your own name").focus()
    page.keyboard.type(rater.panelist.name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Round 1")
    look()
    assert rater.start not in page.url, "the address bar does not show the link"
    page.get_by_role("button", name="Open question 1", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Round 1: question 1 of 25")
    look()
    page.get_by_label("Think of 100 candidates").focus()
    page.keyboard.type("60")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Round 1: question 2 of 25")
    db.session.rollback()
    assert [row.percent for row in db.session.query(PanelRating).filter_by(panelist_id=rater.panelist.id)] == [65]
    assert db.session.query(PanelView).filter_by(panelist_id=rater.panelist.id).count() == 2
    assert {title: found for title, found in wrong.items() if found} == {}


def test_issue4_a_bookmark_is_placed_by_keyboard_alone_at_320_pixels_and_the_boards_pages_show_it(
        app, world, new_context, live_server, axe):
    panels.modelled(world)
    study = panels.seated(world, panels.study(world, method="bookmark"))
    standard_setting.open_round(study, now=world.now, by=panels.BY)
    panels.bookmarked(world, study, 1, (8, 11, 26, 9, 14), study.panel[1:])
    rater = panels.at(app, study.panel[0])
    page, wrong = new_context(viewport=PHONE).new_page(), {}

    def look() -> None:
        wrong[page.title()] = axe(page).violations + (["too wide"] if page.evaluate(TOO_WIDE) > 0 else [])

    def press(name: str, heading: str) -> None:
        page.get_by_role("button", name=name, exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)

    page.goto(live_server.url + rater.start)
    page.get_by_label("Your own name").focus()
    page.keyboard.type(rater.panelist.name)
    page.keyboard.press("Enter")
    press("Open question 1", "Round 1: question 1 of 25")
    press("Yes: open the next question", "Round 1: question 2 of 25")
    look()
    press("No: put my bookmark on this question", "Round 1")
    expect(page.get_by_text("Your bookmark lies on question 2. You can move it until you hand in.")).to_be_visible()
    look()
    press("Hand in round 1", "Nothing to do just now")
    db.session.rollback()
    assert [row.page for row in db.session.query(PanelBookmark).filter_by(panelist_id=rater.panelist.id)] == [2]
    standard_setting.close_round(study, standard_setting.summed_up(study), now=world.now, by=panels.BY)
    panels.judged_by_bookmarks(world, study, (9,) * 6, first=2)
    account = people.staff("psychometrician", now=world.now)
    client, name = people.signed_in(app.test_client(), account, now=world.now), app.config["SESSION_COOKIE_NAME"]
    page.context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": live_server.url}])
    for address in ("", "/record"):
        assert page.goto(f"{live_server.url}/board/standard-setting/{study.id}{address}").status == 200
        look()
    assert {title: found for title, found in wrong.items() if found} == {} and len(wrong) == 4


def test_issue4_the_boards_pages_of_a_panel_pass_axe_and_fit_a_phone(app, world, new_context, live_server, axe):
    study = panels.judged(world, panels.seated(world, panels.study(world)), spread=8)
    cut_scores.propose_panels_cut(study, halves=-1, ground=Ground("A test."), now=world.now, by=panels.BY)
    account = people.staff("psychometrician", "reviewer", now=world.now)
    client = people.signed_in(app.test_client(), account, now=world.now)
    name, start, wrong = app.config["SESSION_COOKIE_NAME"], f"/board/standard-setting/{study.id}", {}
    for size in (PHONE, DESK):
        context = new_context(viewport=size)
        context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": live_server.url}])
        page = context.new_page()
        for address in (start, f"{start}/record", f"{start}/propose", f"/board/cut-scores/{study.exam_form_id}"):
            assert turned_to(page, live_server.url + address).status == 200
            found = axe(page).violations + (["too wide"] if page.evaluate(TOO_WIDE) > 0 else [])
            if found:
                wrong[size["width"], address] = found
    assert wrong == {}
