"""The exam room for everybody: axe in every state, targets, reflow, spacing, forced colours, motion, what is said."""

import pytest

from exam.actions import sittings
from exam.rules import actors
from tests.support.inspection import SIDEWAYS, Inspection

OFFICER = actors.staff("officer")
WIDTHS = [pytest.param(320, 640, id="320"), pytest.param(1280, 900, id="1280")]
CLIPPED = """() => [...document.querySelectorAll("main *")].filter((element) => element.checkVisibility()
    && getComputedStyle(element).overflow !== "visible" && (element.scrollHeight > element.clientHeight + 1
    || element.scrollWidth > element.clientWidth + 1)).map((element) => element.className)"""
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("p { margin-bottom: 2em !important; } * { line-height: 1.5 !important; "
        + "letter-spacing: .12em !important; word-spacing: .16em !important; }");
    document.adoptedStyleSheets.push(sheet);
}"""


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_c22_every_state_passes_axe_has_large_targets_and_does_not_scroll_sideways(
        width, height, visit_with, axe, timed, clock):
    visit = visit_with(viewport={"width": width, "height": height})
    inspection = Inspection(visit, axe)
    page = visit.enter()
    inspection.look("first question")
    visit.choose(1, 1)
    page.get_by_text("Flag question 1 to look at it again").click()
    visit.saved()
    page.locator("#room-fold").evaluate("fold => { fold.open = true; }")
    inspection.look("answered and flagged")
    page.get_by_role("button", name="Look over and hand in").click()
    inspection.look("looking over")
    page.get_by_role("button", name="Hand in", exact=True).click()
    inspection.look("handing in")
    page.get_by_role("button", name="No, keep working").click()
    page.get_by_role("button", name="Back to the questions").click()
    visit.context.set_offline(True)
    visit.go(2)
    visit.choose(2, 2)
    visit.wait_for_status("Offline")
    inspection.look("offline")
    visit.context.set_offline(False)
    visit.saved()
    second = visit.context.new_page()
    second.goto("/room")
    second.get_by_role("heading", name="Your exam is open in another tab").wait_for()
    inspection.look("second tab", second)
    second.get_by_role("button", name="Go on in this tab").click()
    visit.ready(second)
    visit.wake()
    page.get_by_role("heading", name="Your exam goes on in another tab or on another device").wait_for()
    inspection.look("can only be read")
    visit.page = second
    second.goto("/room/help")
    inspection.look("help")
    sittings.pause(visit.sitting(), kind="proctor", now=clock.now(), by=OFFICER)
    second.goto("/room")
    inspection.look("paused")
    visit.resume(clock.now())
    clock.advance(hours=1, seconds=30)
    second.goto("/room")
    inspection.look("time over")
    second.get_by_role("button", name="Hand in and see the receipt").click()
    second.get_by_role("heading", name="You have handed in your exam").wait_for()
    inspection.look("handed in")
    assert inspection.found == {}


def test_v5_1_4_4_v5_1_4_12_text_of_double_size_and_with_more_space_is_not_clipped(visit_with):
    visit = visit_with(viewport={"width": 640, "height": 900})
    page = visit.enter()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate(SPACING)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize(("width", "height"), [(320, 520), (700, 520)])
def test_v5_2_4_11_the_bar_never_covers_what_has_the_focus(width, height, visit_with, timed):
    visit = visit_with(viewport={"width": width, "height": height})
    page = visit.enter()
    visit.context.set_offline(True)  # then the bar stays in sight everywhere, and is at its highest
    visit.wait_for_status("Offline")
    page.locator("#room-fold").evaluate("fold => { fold.open = true; }")
    page.locator("#question-1 h2").focus()
    covered = []
    for key in ["Tab"] * 30 + ["Shift+Tab"] * 30:
        page.keyboard.press(key)
        covered += page.evaluate("""() => {
            const here = document.activeElement;
            const target = here.labels?.[0] ?? here;
            const box = target.getBoundingClientRect();
            const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return target.closest(".room-bar") || target.contains(seen) ? [] : [target.textContent.trim()];
        }""")
    assert covered == []


def test_v5_2_3_3_nothing_moves_by_itself_when_motion_is_reduced(visit_with):
    visit = visit_with(reduced_motion="reduce")
    page = visit.enter()
    visit.choose(1)
    page.get_by_role("button", name="Next").click()
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_choice_a_flag_and_the_present_number_are_seen_in_forced_colours(visit_with):
    visit = visit_with(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = visit.enter()
    plain = page.locator("#question-1 .usa-radio").nth(1)
    number = page.locator(".room-number").first
    before = plain.screenshot(), number.screenshot()
    visit.choose(1)
    page.get_by_text("Flag question 1 to look at it again").click()
    visit.saved()
    page.locator("#question-1 h2").focus()
    page.mouse.move(0, 0)
    assert plain.screenshot() != before[0] and number.screenshot() != before[1]
    assert number.screenshot() != page.locator(".room-number").nth(1).screenshot()


def test_v5_4_1_3_what_is_said_aloud_and_nothing_else(visit, timed, live_server):
    page = visit.enter()
    visit.choose(1)
    visit.saved()
    visit.choose(2)  # another choice for the same question is no other sentence
    visit.saved()
    page.get_by_role("button", name="Next").click()
    visit.choose(0)
    visit.saved()
    live_server.stop()
    visit.go(3)
    visit.choose(0)
    visit.wait_for_status("Not saved yet")
    live_server.start()
    visit.saved()
    page.get_by_role("button", name="Hide time").click()
    page.locator("#room-say-time").press("Enter")
    page.wait_for_function("() => document.getElementById('room-polite').textContent.startsWith('1 hour')")
    assert visit.said() == [
        "polite: Saved. 1 of 25 answered.",
        "polite: Saved. 2 of 25 answered.",
        "urgent: Not saved yet, trying again. Your answers are kept on this page. Leave it open.",
        "polite: All answers are saved again. 3 of 25 answered.",
        "polite: 1 hour left."]


def test_the_state_of_every_number_is_said_in_words(visit):
    page = visit.enter()
    visit.choose(1)
    page.get_by_text("Flag question 1 to look at it again").click()
    assert page.get_by_role("button", name="Question 1, answered, flagged").count() == 1
    assert page.get_by_role("button", name="Question 2, not answered").count() == 1
    assert page.get_by_role("group", name="Question 1 of 25, flagged What about").count() == 1


def test_t25_the_questions_are_not_printed(visit):
    page = visit.enter()
    page.emulate_media(media="print")
    assert not page.locator("main").is_visible()
