"""An exam over several days in a browser: what was locked overnight stays locked, and more is shown on request."""

import pytest

from exam.database import db


@pytest.fixture
def second_day(sitting):
    """The sitting as it goes on on its second day."""
    sitting.room_codes, sitting.locked_through, sitting.shown_through = ["multi-day"], 10, 20
    db.session.commit()
    return sitting


def takes_nothing(page, position: int) -> bool:
    return page.locator(f"#question-{position} input").first.is_disabled()


def test_c20_what_was_shown_yesterday_is_locked_and_more_is_shown_when_everything_is_saved(second_day, visit):
    page = visit.enter()
    assert visit.here == 11 and page.title().startswith("Question 11 of 25 -")
    visit.go(3)
    assert takes_nothing(page, 3) and "locked" in page.locator("#question-3 h2").inner_text()
    assert not page.get_by_role("button", name="Look over and hand in").is_visible()
    visit.go(12)
    visit.choose(2)
    page.get_by_role("button", name="Show more questions").click()
    page.wait_for_url("**/room/more")
    assert visit.held() == visit.answers_by_hand != {}
    page.get_by_role("button", name="Show more questions").click()
    visit.ready()
    assert visit.here == 21 and page.locator(".eh-question").count() == 25
    assert takes_nothing(page, 3) and not takes_nothing(page, 12)
    assert page.get_by_role("button", name="Look over and hand in").is_visible()
