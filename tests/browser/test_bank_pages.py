"""The bank's pages in a real browser, wide and on a small phone: axe, one column, targets one can hit, own titles."""

import re

import pytest
from playwright.sync_api import expect

from exam.actions import exports, items, releases
from exam.database import db
from exam.models import Item
from exam.queries.items import item_with_code
from exam.rules import actors
from exam.web.signing_keys import signer
from question_bank.items import KINDS
from tests.factories import kinds
from tests.factories import world as maker
from tests.factories.people import signed_in, staff
from tests.support.turning import turned_to

pytestmark = pytest.mark.slow

ROLES = ("author", "reviewer", "psychometrician", "releaser", "administrator")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Buttons and fields are 44 pixels tall; links that stand in a list or a table may be 24.
TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, main select, main input")]
    .filter((one) => one.checkVisibility() && !one.closest("p:not(.eh-back), li")
        && !one.matches(".usa-radio__input, .usa-checkbox__input"))
    .filter((one) => one.getBoundingClientRect().height < (one.matches("a:not(.usa-button)") ? 23.5 : 43.5))
    .map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def pages(db_app, clock) -> list[str]:
    """Every page of the bank, with something to show on each."""
    world = maker.world(now=clock())
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("releaser"))
    export = exports.export_results(program_id="", only_new=False, recipient="State office", reason="monthly",
                                    signer=signer(), now=world.now, by=actors.staff("releaser"))
    row = db.session.query(Item).filter_by(code="t-000").one()
    items.edit(row, maker.item_content("t-000", "C01", "application", stem="A clearer question?", references=()),
               seen_number=1, note="clearer", now=world.now, by=maker.AUTHOR)
    _, several, *_, shared = kinds.practice_of_each(world.version, now=world.now)
    item, form = f"/board/items/{row.id}", f"/board/exam-forms/{world.form.id}"
    return ["/board/items", item, f"{item}/edit", f"{item}/revisions/2", f"{item}/retire", f"{item}/change-use",
            "/board/items/new", *(f"/board/items/new?kind={kind}" for kind in KINDS), f"/board/items/{several.id}",
            f"/board/items/{several.id}/edit", f"/board/items/{shared.id}", f"/board/items/{shared.id}/edit",
            f"{item}/compare", f"{item}/preview", f"{item}/screen/phone", f"{item}/screen/strong",
            f"{item}/beside/t-001", "/board/items/health", "/board/items/drafts", "/board/items/import",
            "/board/items/export",
            "/board/exam-forms", form,
            f"{form}/withdraw", "/board/exam-forms/assemble", "/board/programs",
            f"/board/programs/{world.version.id}", "/board/programs/adopt", "/board/results", "/board/exports",
            f"/board/exports/{export.id}", "/board/exports/new"]


@pytest.fixture
def page(db_app, new_context, live_server, clock):
    """The browser of somebody who holds every role."""
    client = signed_in(db_app.test_client(), staff(*ROLES, now=clock()), now=clock())
    name = db_app.config["SESSION_COOKIE_NAME"]
    context = new_context(viewport=WIDE)
    context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": live_server.url}])
    return context.new_page()


def routes_again(app, addresses: list[str]) -> set[str]:
    """Addresses whose route stands before them in the list: what they show is another state of the same page."""
    router, seen, found = app.url_map.bind("localhost"), set(), set()
    for address in addresses:
        endpoint = router.match(address.partition("?")[0])[0]
        found |= {address} if endpoint in seen else set()
        seen.add(endpoint)
    return found


@pytest.mark.parametrize("part", [slice(0, 18), slice(18, None)], ids=["items", "forms-and-results"])
def test_every_page_of_the_bank_is_accessible_wide_and_narrow(app, pages, page, axe, part):
    found, titles, windows, again = {}, [], [WIDE, PHONE], routes_again(app, pages)
    for address in pages[part]:
        assert turned_to(page, address).status == 200, address
        titles.append(page.title())
        trouble = {}
        for window in windows:
            if page.viewport_size != window:
                page.set_viewport_size(window)
            if window is WIDE:
                trouble["wide"] = axe(page).violations
                continue
            trouble |= {"sideways": page.evaluate(SIDEWAYS), "small": page.evaluate(TOO_SMALL)}
            # At this width axe looks at each route of the board with test_board_pages.
            trouble["narrow"] = axe(page).violations if address in again else []
        windows.reverse()  # a change of size costs as much as a page: the next one begins as this one was left
        if any(trouble.values()):
            found[address] = trouble
    assert found == {}
    assert len(set(titles)) == len(titles)


def test_an_author_writes_an_item_by_accessible_names_alone(pages, page):
    page.goto("/board/items")
    page.get_by_role("link", name="Write an item").click()
    page.get_by_role("link", name=re.compile("^One right answer")).click()
    page.get_by_label("Code", exact=True).fill("n-1")
    page.get_by_label(re.compile("^Competency")).select_option("C01")
    page.get_by_label(re.compile("^Level")).select_option("recall")
    page.get_by_label("Question", exact=True).fill("Which tool helps?")
    for letter, words in (("A", "A map"), ("B", "A key")):
        page.get_by_label(f"Option {letter}", exact=True).fill(words)
        page.get_by_label(f"Why {letter} is right or wrong").fill(f"Because of {letter}.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the right option.")
    expect(page.get_by_label("Question", exact=True)).to_have_value("Which tool helps?")
    page.get_by_role("group", name="Which option is right?").get_by_label("B", exact=True).press("Space")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("status")).to_contain_text("n-1 is in the bank as a draft.")
    page.get_by_role("link", name="n-1").click()
    expect(page.get_by_role("heading", name=re.compile("As candidates see it"))).to_be_visible()


def test_the_writing_rules_speak_while_one_writes_and_keep_the_reason_that_is_typed_there(pages, page):
    page.goto("/board/items/new?kind=single")
    page.get_by_label("Code", exact=True).fill("n-2")
    expect(page.get_by_role("status")).to_contain_text("to mend, 0 to mend or give a reason.")
    page.get_by_label(re.compile("^Competency")).select_option("C01")
    page.get_by_label(re.compile("^Level")).select_option("recall")
    page.get_by_label("Question", exact=True).fill("Which tool helps?")
    for letter, words in (("A", "A map"), ("B", "Always one key"), ("C", "A lamp")):
        page.get_by_label(re.compile(f"^Option {letter}")).fill(words)
        page.get_by_label(f"Why {letter} is right or wrong").fill(f"Because of {letter}.")
    page.get_by_label("Sources").fill("A source | 1 | 2026-01-01")
    page.get_by_role("group", name="Which option is right?").get_by_label("B", exact=True).press("Space")
    reason = page.get_by_label("Reason to leave it (IW-20)")
    reason.press_sequentially("The rule is absolute.")
    expect(page.get_by_role("status")).to_have_text("The writing rules ask for nothing more.")
    expect(reason).to_have_value("The rule is absolute.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("n-2 is in the bank as a draft.")).to_be_visible()
    assert item_with_code("n-2").current.content.accepted == {"IW-20": "The rule is absolute."}


def test_a_preview_shows_the_rooms_own_page_in_three_frames_and_the_phone_needs_no_scrolling_sideways(pages, page):
    page.goto(f"/board/items/{item_with_code('t-000').id}/preview")
    frames = [page.frame_locator(f'iframe[title="{title}"]') for title in (
        "On a desktop", "On a phone, 320 pixels wide", "Large text and strong contrast")]
    for frame in frames:
        expect(frame.get_by_role("radio", name="Option a of t-000")).to_be_visible()
        frame.get_by_text("Option a of t-000").click()
        expect(frame.get_by_role("radio", name="Option a of t-000")).to_be_checked()
    for inner in page.frames[1:]:
        assert inner.evaluate(SIDEWAYS) <= 0
    sizes = [frame.locator("html").evaluate("one => getComputedStyle(one).fontSize") for frame in frames]
    assert sizes[2] == "32px" and sizes[0] == sizes[1] == "16px"
