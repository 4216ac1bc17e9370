"""A whole exam in a browser, to the receipt: by mouse, by keyboard alone, and without scripts."""

from urllib.parse import urlsplit

import pytest

from tests.support.databases import KINDS

FOCUSED = """() => {
    const here = document.activeElement;
    const words = here.getAttribute("aria-label") || here.labels?.[0]?.textContent || here.textContent;
    return `${here.getAttribute("role") || here.type || here.localName}: ${words.trim().replace(/\\s+/g, " ")}`;
}"""



class TestByMouse:
    @pytest.fixture(params=KINDS)
    def database_kind(self, request) -> str:
        return request.param

    def test_v5_14_2_3_v5_14_3_3_from_the_first_question_to_the_receipt(self, visit, live_server):
        hosts = set()
        visit.context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page = visit.enter()
        for position in range(1, 26):
            assert page.title() == f"Question {position} of 25 - Certified Peer Specialist exam"
            visit.choose(position % 4, position)
            assert visit.here == position  # choosing never moves on
            if position < 25:
                page.get_by_role("button", name="Next").click()
        visit.saved()
        page.get_by_role("button", name="Look over and hand in").click()
        assert "You answered all 25 questions." in page.inner_text("#room-review")
        page.get_by_role("button", name="Hand in", exact=True).click()
        page.get_by_role("button", name="Yes, hand in now").click()
        page.get_by_role("heading", name="You have handed in your exam").wait_for()
        assert page.get_by_text("End code").is_visible()
        row = visit.sitting()
        assert row.state == "submitted"
        assert {int(place): choice for place, choice in row.submission.answers.items()} == visit.answers_by_hand
        page.wait_for_function("async () => (await indexedDB.databases()).length === 0")
        assert visit.stored() == {"databases": [], "local": {}, "tab": {}, "caches": [], "workers": 0}
        assert hosts == {urlsplit(live_server.url).netloc}


class TestLookingOver:
    def test_looking_over_lists_what_is_open_and_leads_back(self, visit):
        page = visit.enter()
        for position in (1, 2, 4):
            visit.choose(0, position) if position == visit.here else (visit.go(position), visit.choose(0, position))
        page.get_by_text("Flag question 4 to look at it again").click()
        page.get_by_role("button", name="Look over and hand in").click()
        panel = page.locator("#room-review")
        assert "22 of 25 questions have no answer." in panel.inner_text()
        assert panel.get_by_role("button", name="Question 4", exact=True).count() == 1  # flagged, and answered
        panel.get_by_role("button", name="Question 3", exact=True).click()
        assert visit.here == 3 and page.locator("#question-3 h2").evaluate("e => e === document.activeElement")
        visit.choose(1)
        visit.saved()

    def test_where_every_answer_is_asked_for_the_refusal_is_shown_on_the_page(self, visit):
        page = visit.enter()
        visit.choose(0)
        page.get_by_role("button", name="Look over and hand in").click()
        page.get_by_role("button", name="Hand in", exact=True).click()
        assert "24 questions have no answer yet." in page.inner_text("#room-review")
        page.get_by_role("button", name="Yes, hand in now").click()
        visit.wait_for_status("This exam asks for an answer to every question. 24 have none yet.")
        assert visit.sitting().state == "in_progress"


class TestByKeyboard:
    def press(self, visit, *keys: str) -> str:
        """Press the keys and say what has the focus then."""
        for key in keys:
            visit.page.keyboard.press(key)
        return visit.page.evaluate(FOCUSED)

    def test_v5_2_1_1_the_way_of_the_focus_through_a_question(self, visit, timed):
        visit.enter()
        trace = [self.press(visit, "Tab") for _ in range(10)]
        first, *_ = trace[4:5]
        assert first.startswith("radio: Option ")
        assert [*trace[:4], *trace[5:]] == [
            "a: Skip to the main content", "a: Examhall", "button: Hide time", "button: Say the time left",
            "checkbox: Flag question 1 to look at it again", "button: Next", "button: Look over and hand in",
            "summary: All questions 0 of 25 answered", "button: Question 1, not answered"]

    def test_a_whole_exam_without_a_mouse(self, visit):
        visit.enter()
        self.press(visit, "Tab", "Enter")  # past the header
        for position in range(1, 26):
            assert self.press(visit, "Tab").startswith("radio: Option ")
            self.press(visit, "Space", *["ArrowDown"] * (position % 3))
            visit.answers_by_hand[position] = visit.room.options[position][position % 3]
            visit.saved()
            assert self.press(visit, "Tab") == f"checkbox: Flag question {position} to look at it again"
            last = {1: "button: Next", 25: "button: Previous"}
            assert self.press(visit, "Tab") == last.get(position, "button: Previous")
            if position not in (1, 25):
                assert self.press(visit, "Tab") == "button: Next"
            if position < 25:
                assert self.press(visit, "Enter") == f"h2: Question {position + 1} of 25"
        assert self.press(visit, "Tab") == "button: Look over and hand in"
        assert self.press(visit, "Enter") == "h2: Look over and hand in"
        assert self.press(visit, "Tab") == "button: Hand in"
        assert self.press(visit, "Enter") == "h3: Hand in now?"
        assert self.press(visit, "Tab") == "button: Yes, hand in now"
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("heading", name="You have handed in your exam").wait_for()

    def test_v5_2_1_4_no_letter_does_anything(self, visit):
        visit.enter()
        visit.page.locator("#question-1 h2").focus()
        for key in "abcdefghijklmnopqrstuvwxyz0123456789 ?/":
            visit.page.keyboard.press(key)
        assert visit.here == 1 and visit.held() == {} and visit.status == "Nothing to save yet"


class TestWithoutScripts:
    @pytest.fixture
    def visit(self, visit_with):
        return visit_with(java_script_enabled=False)

    def test_save_look_over_and_hand_in_are_buttons_of_one_form(self, visit):
        page = visit.page
        page.goto("/room")
        assert page.locator("fieldset:visible").count() == 25
        assert page.get_by_text("In this browser your answers are saved when you press a button").is_visible()
        assert not page.locator("[data-live]:visible, .room-notice:visible, #room-review:visible").count()
        for position in range(1, 26):
            visit.choose(position % 4, position)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("25 of 25 questions answered.").wait_for()
        assert visit.held() == visit.answers_by_hand
        page.get_by_role("button", name="Save, look over and hand in").click()
        page.get_by_role("button", name="Hand in").click()
        page.get_by_role("heading", name="You have handed in your exam").wait_for()
        assert visit.sitting().state == "submitted"
