"""Every kind of question in a browser: by keyboard on a phone, offline and back, without scripts, to the answers."""

import pytest
from playwright.sync_api import expect

from exam.database import db
from tests.factories import kinds
from tests.factories import world as maker
from tests.support.inspection import Inspection

PHONE = {"width": 320, "height": 640}
FOCUSED = """() => {
    const here = document.activeElement;
    const words = here.labels?.[0]?.textContent || here.textContent;
    return `${here.type || here.localName}: ${words.trim().replace(/\\s+/g, " ")}`;
}"""


def is_seen(page, name: str) -> None:
    """The picture of this name has come, and is large enough to be looked at."""
    picture = page.get_by_role("img", name=name)
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert picture.evaluate("image => image.complete && image.getBoundingClientRect().width > 30")


@pytest.fixture
def sitting(db_app, clock):
    return kinds.practising(maker.standing_world(now=clock.now()))


class ByKeyboard:
    """Presses keys and says what has the focus then."""

    def __init__(self, visit):
        self.visit, self.page = visit, visit.page

    def press(self, *keys: str) -> str:
        for key in keys:
            self.page.keyboard.press(key)
        return self.page.evaluate(FOCUSED)

    def tab_to(self, words: str, key: str = "Tab") -> str:
        """Press Tab until something that begins with these words has the focus."""
        for _ in range(40):
            if (focused := self.press(key)).startswith(words):
                return focused
        raise AssertionError(f"no way to {words!r}")

    def onward(self) -> str:
        """To the next question, with the button."""
        self.tab_to("button: Next")
        return self.press("Enter")


def open_numbers(page) -> None:
    """On a phone the list of all questions is folded."""
    page.locator("#room-fold").evaluate("fold => { fold.open = true; }")


def ids(visit, position: int, *places: int) -> str:
    return ".".join(visit.room.options[position][place] for place in places)


def test_c22_every_kind_by_keyboard_on_a_phone_offline_and_back_to_the_answers(visit_with, axe, clock):
    visit = visit_with(viewport=PHONE)
    keyboard, look = ByKeyboard(visit), Inspection(visit, axe)
    page, held = visit.enter(), visit.answers_by_hand

    keyboard.tab_to("radio: Option")
    keyboard.press("Space")
    held[1] = ids(visit, 1, 0)
    visit.saved()

    assert keyboard.onward() == "h2: Question 2 of 6"
    keyboard.tab_to("checkbox: Option")
    keyboard.press("Space", "Tab", "Tab", "Space")  # the first and the third box
    held[2] = ids(visit, 2, 0, 2)
    visit.saved()
    look.look("boxes")

    assert keyboard.onward() == "h2: Question 3 of 6"
    visit.context.set_offline(True)
    keyboard.tab_to("checkbox: Option")
    keyboard.press("Tab", "Space", "Tab", "Space", "Shift+Tab", "Space")  # the second and third, then the second again
    visit.wait_for_status("Offline")
    assert page.locator("#room-answered").inner_text() == "3 of 6 answered"
    visit.context.set_offline(False)
    held[3] = ids(visit, 3, 2)
    visit.wake()
    visit.saved()

    assert keyboard.onward() == "h2: Question 4 of 6"
    assert keyboard.tab_to("radio:") == "radio: True"
    keyboard.press("Space", "ArrowDown")
    held[4] = ids(visit, 4, 1)
    visit.saved()
    look.look("true or false")

    assert keyboard.onward() == "h2: Read this first: it belongs to questions 5 and 6"
    assert page.title().startswith("Question 5 of 6")
    keyboard.tab_to("radio: Option")
    keyboard.press("Space")
    held[5] = ids(visit, 5, 0)
    visit.saved()
    look.look("a set")
    keyboard.tab_to("summary: Show or hide this text", "Shift+Tab")
    keyboard.press("Enter")
    assert not page.get_by_text("wellness chart").first.is_visible()

    assert keyboard.onward() == "h2: Question 6 of 6"  # what was read stays in place, and as it was folded
    assert page.get_by_role("region", name="Read this first").is_visible()
    is_seen(page, "A chart of five days")
    look.look("a picture")

    open_numbers(page)
    visit.go(2)
    assert not page.get_by_role("region", name="Read this first").is_visible()
    keyboard.tab_to("checkbox: Option")
    keyboard.press("Space", "Tab", "Tab", "Space")  # no box is ticked any more
    held[2] = "."
    visit.saved()
    assert page.get_by_role("button", name="Question 2, not answered").count() == 1
    visit.enter()
    open_numbers(page)
    visit.go(2)
    assert visit.chosen() == {1: held[1], 3: held[3], 4: held[4], 5: held[5]}
    page.get_by_role("button", name="Look over and hand in").click()
    assert "2 of 6 questions have no answer." in page.inner_text("#room-review")
    page.get_by_role("button", name="Question 2", exact=True).click()
    keyboard.tab_to("checkbox: Option")
    keyboard.press("Tab", "Space")
    held[2] = ids(visit, 2, 1)
    visit.saved()
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Yes, hand in now").click()
    page.get_by_role("heading", name="You have finished the practice exam").wait_for()
    assert {place: choice for place, choice in held.items() if choice} == {
        int(place): choice for place, choice in visit.sitting().submission.answers.items() if choice}
    is_seen(page, "The chart with the answer marked")
    assert page.get_by_text("of 7 points.").count() == 1
    look.look("the answers")
    assert look.found == {}


def test_boxes_are_sent_in_the_order_shown(visit):
    page = visit.enter()
    visit.go(2)
    for place in (3, 0, 1):
        page.locator("#question-2 .usa-checkbox__label").nth(place).click()
    visit.answers_by_hand[2] = ids(visit, 2, 0, 1, 3)  # in the order shown, whatever the order of the clicks
    visit.saved()
    db.session.rollback()
    assert [event.choice for event in visit.events()] == [ids(visit, 2, 3), ids(visit, 2, 0, 3), ids(visit, 2, 0, 1, 3)]


class TestWithoutScripts:
    @pytest.fixture
    def visit(self, visit_with):
        return visit_with(java_script_enabled=False, viewport=PHONE)

    def test_every_kind_is_answered_with_the_save_button(self, visit):
        page, held = visit.page, visit.answers_by_hand
        page.goto("/room")
        assert page.get_by_role("region", name="Read this first: it belongs to questions 5 and 6").is_visible()
        assert page.get_by_text("wellness chart").count() == 1
        for position, place in ((1, 1), (4, 0), (5, 2), (6, 3)):
            page.locator(f"#question-{position} .usa-radio__label").nth(place).click()
            held[position] = ids(visit, position, place)
        for place in (2, 0):
            page.locator("#question-2 .usa-checkbox__label").nth(place).click()
        page.locator("#question-3 .usa-checkbox__label").nth(1).click()
        held |= {2: ids(visit, 2, 0, 2), 3: ids(visit, 3, 1)}
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("6 of 6 questions answered.").wait_for()
        assert visit.held() == held
        page.locator("#question-3 .usa-checkbox__label").nth(1).click()
        page.get_by_role("button", name="Save, look over and hand in").click()
        page.get_by_text("1 of 6 questions have no answer.").wait_for()
        assert visit.held() == held | {3: "."}
        page.get_by_role("button", name="Hand in").click()
        page.get_by_role("heading", name="You have finished the practice exam").wait_for()
        is_seen(page, "A chart of five days")
