"""The status page: one for each state, in plain words, with one next step."""

import re

import pytest

from exam.actions import nominations, reminders, roster
from exam.database import db
from exam.models import AccommodationGrant
from exam.rules import actors
from exam.rules.roads import SITTING
from tests.factories import states
from tests.factories import world as make
from tests.factories.states import IN_STATE
from tests.support.contents import digest_of_everything

HEADINGS = {
    "registered": "Name a proctor", "admitted": "Type the start code", "in_progress": "Your exam is running",
    "paused": "Your exam is paused", "submitted": "Your answers are in", "released": "Your result is ready",
    "withdrawn": "You withdrew from this exam", "missed": "The exam was not taken", "void": "This exam does not stand",
}


def heading(page: str) -> str:
    [found] = re.findall(r"<h1>(.*?)</h1>", page)
    return found


def test_v5_0_0_14_looking_at_every_page_in_every_state_changes_nothing(world, browser):
    assert set(HEADINGS) == set(SITTING.states) == set(IN_STATE)
    for state, reached in IN_STATE.items():
        sitting = reached(world)
        visitor = browser(sitting.candidate)
        before = digest_of_everything()
        assert heading(visitor.page()) == HEADINGS[state]
        own = f"/candidate/sittings/{sitting.id}"
        for address in (own, f"{own}/agreement", f"{own}/proctor", f"{own}/start", f"{own}/withdraw", f"{own}/retake",
                        f"{own}/report", f"{own}/result", "/candidate/practice"):
            assert visitor.client.get(address).status_code in (200, 303, 404)
        for method in ("HEAD", "OPTIONS"):
            assert visitor.client.open(own, method=method).status_code == 200
        assert digest_of_everything() == before


def test_without_an_exam_the_page_says_so_and_offers_practice(browser):
    words = browser().words()
    assert "No exam is open for you" in words
    assert "Take a practice exam" in words


def test_a_candidate_with_several_exams_finds_them_all(before, browser, clock):
    first = make.registered(before)
    clock.advance(days=1)
    before.now = clock()
    visitor = browser(first.candidate)
    second = make.registered(before, first.candidate)
    assert f"/candidate/sittings/{first.id}" in visitor.page()
    assert f"/candidate/sittings/{second.id}" in visitor.page(f"/candidate/sittings/{first.id}")


@pytest.mark.parametrize(("program", "granted", "said"), [
    ("mo-cps", [], "120 minutes"),
    ("mo-cps", ["time-1.5"], "120 minutes × 1.5 = 180 minutes"),
    ("mo-cps-25", ["time-1.5"], "No time limit. The exam ends by itself after 8 hours."),
])
def test_c20_the_time_arranged_stands_on_the_page_before_the_exam(browser, db_app, clock, program, granted, said):
    sitting = make.registered(make.program_only(program, now=clock()))
    if granted:
        db.session.add(AccommodationGrant(candidate_id=sitting.candidate_id, codes=[*granted, "break-stop-clock"],
                                          break_count=2, break_minutes=20, decided_by="x", decided_at=clock()))
        db.session.commit()
    words = browser(sitting.candidate).words()
    assert f"Time for the exam {said}" in words
    assert ("You may pause 2 times, for 20 minutes in all." in words) is bool(granted)
    assert "accommodation" not in words.lower()
    assert "Your proctor sees what is arranged, and never why." in words and "Only you see this" not in words


def test_c20_a_candidate_who_needs_somebody_else_in_the_room_reads_whom_to_ask(browser, db_app, clock):
    sitting = make.registered(make.program_only(now=clock()))
    words = "without that person the exam does not begin. Are you not sure who comes?"
    assert words not in browser(sitting.candidate).words()
    db.session.add(AccommodationGrant(candidate_id=sitting.candidate_id, codes=["reader"], break_count=0,
                                      break_minutes=0, decided_by="x", decided_at=clock()))
    db.session.commit()
    assert words in browser(sitting.candidate).words()


def test_every_answer_of_a_proctor_has_words_and_a_way_on(before, browser):
    by = actors.proctor("x")
    outcomes = {
        "Waiting for": lambda row: None,
        "Please name another proctor": lambda row: nominations.decline(row, make.link_of(row, "accept"),
                                                                      now=before.now, by=by),
        "Our letter came back": lambda row: nominations.bounce(row, now=before.now, by=by),
    }
    for said, answer in outcomes.items():
        sitting = make.registered(before)
        nomination = make.nominated(before, sitting)
        answer(nomination)
        visitor = browser(sitting.candidate)
        words = visitor.words()
        assert said in words
        assert nomination.name in words
        assert f"/candidate/sittings/{sitting.id}/proctor" in visitor.page()


def test_an_accepted_proctor_leads_to_the_start_code_and_an_unapproved_one_does_not(before, browser):
    plain, odd = make.registered(before), make.registered(before)
    make.accepted(before, plain)
    waiting = make.accepted(before, odd, relationship_kind="coworker")
    assert "Meet your proctor and start" in browser(plain.candidate).words()
    visitor = browser(odd.candidate)
    assert "Waiting for the board" in visitor.words()
    assert "/start" not in visitor.page()
    nominations.approve(waiting, given=False, note="", now=before.now, by=actors.staff("x"))
    assert f"The board cannot accept {waiting.name}" in visitor.words()


def test_what_the_board_withdrew_is_not_told_as_the_candidates_own_doing(before, browser):
    sitting = make.registered(before)
    roster.withdraw_authorization(sitting.authorization, reason="Test.", now=before.now, by=actors.staff("x"))
    words = browser(sitting.candidate).words()
    assert "The board withdrew your permission You cannot take this exam" in words
    assert "The board withdrew your permission to take this exam." in words
    assert "You withdrew" not in words


def test_time_that_is_over_is_not_told_as_a_running_exam(world, browser, clock):
    sitting = states.in_progress(world)
    clock.advance(hours=8, seconds=1)
    assert "The time is over What you saved by Mon, Mar 2, 2026, 5:00 p.m." in browser(sitting.candidate).words()


def test_silence_is_told_with_its_dates(before, browser, clock):
    sitting = make.registered(before)
    nomination = make.nominated(before, sitting)
    clock.advance(days=3)
    reminders.ask_again(nomination, now=clock(), by=actors.candidate(sitting.candidate.account_id))
    nomination.escalated_at = clock()
    db.session.commit()
    words = browser(sitting.candidate).words()
    assert "Asked on Mon, Mar 2, 2026, 9:00 a.m. CST (UTC-6). Reminded on Thu, Mar 5, 2026" in words
    assert "There is no answer yet, and the board knows." in words
    assert f"We wrote to {nomination.name} again." in words


def test_where_one_stands_is_said_to_those_who_do_not_see_colours(before, browser):
    page = browser(make.registered(before).candidate).page()
    assert page.count('aria-current="step"') == 1
    assert 'aria-current="step"><span class="eh-steps__label">Name a proctor' in page
