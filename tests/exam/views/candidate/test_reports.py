"""Telling the board that something went wrong: within the program's days, in the candidate's own words."""

from datetime import UTC, datetime, timedelta

import pytest

from exam.database import db
from exam.models import Incident
from tests.factories import states
from tests.factories import world as make

NOISE = {"code": "I20", "text": "A drill next door for ten minutes.", "day": "2026-03-02", "time": "08:30"}


@pytest.fixture
def sitting(world):
    return states.submitted(world)


@pytest.fixture
def address(sitting) -> str:
    return f"/candidate/sittings/{sitting.id}/report"


def test_c16_a_report_is_on_record_with_kind_time_and_words(browser, sitting, address):
    visitor = browser(sitting.candidate)
    assert address in visitor.page()
    assert visitor.post(address, **NOISE).status_code == 303
    [row] = db.session.query(Incident).all()
    assert (row.code, row.source, row.effect, row.text) == ("I20", "candidate", "note", NOISE["text"])
    assert row.happened_at.isoformat() == "2026-03-02T14:30:00+00:00"  # half past eight in Chicago
    assert "Noise, an interruption or another problem with the room On record" in visitor.words(address)


def test_c16_a_report_that_holds_is_told_as_such_and_the_release_waits(browser, sitting, address):
    visitor = browser(sitting.candidate)
    visitor.post(address, **{**NOISE, "code": "I60"})
    assert db.session.query(Incident).one().effect == "hold"
    assert "The board looks at it" in visitor.words(address)


def test_c16_the_programs_days_are_counted_where_the_board_is(browser, sitting, address, clock):
    last_minute = datetime(2026, 3, 8, 5, 59, tzinfo=UTC)  # one minute before midnight in Chicago, on the fifth day
    visitor = browser(sitting.candidate)
    for instant, open_ in ((last_minute, True), (last_minute + timedelta(minutes=1), False)):
        clock.set(instant)
        visitor.sign_in()
        words = visitor.words(address)
        assert ("You can do this until Mar 7, 2026." in words) is open_
        assert ("You can still contact the board" in words) is not open_


def test_c16_after_the_last_day_a_form_kept_open_is_refused_in_words(browser, sitting, address, clock):
    visitor = browser(sitting.candidate)
    page = visitor.page(address)
    clock.advance(days=6)
    visitor.sign_in()
    sent = {"csrf_token": page.split('name="csrf_token"')[-1].split('value="')[1].split('"')[0], **NOISE}
    answer = visitor.client.post(address, data=sent)
    assert answer.status_code in (400, 409)
    assert db.session.query(Incident).count() == 0


def test_3_3_1_what_does_not_fit_is_said_and_kept(browser, sitting, address):
    visitor = browser(sitting.candidate)
    for change, said in (
            ({"code": ""}, "Please choose what it was about."), ({"code": "I62"}, "Not a valid choice."),
            ({"text": "  "}, "Please write what happened, in a few words."),
            ({"day": ""}, "Please give the day."), ({"day": "tomorrow"}, "Please give the day from the calendar"),
            ({"time": "25:99"}, "with hours and minutes, for example 14:30."),
            ({"day": "2026-03-03"}, "This lies in the future. Please check day and time.")):
        answer = visitor.post(address, **{**NOISE, **change})
        assert answer.status_code == 400
        assert said in answer.get_data(as_text=True)
        assert change.get("text", NOISE["text"]) in answer.get_data(as_text=True)
    assert db.session.query(Incident).count() == 0


def test_nothing_can_be_reported_about_an_exam_that_has_not_taken_place(before, browser):
    sitting = make.registered(before)
    assert "/report" not in browser(sitting.candidate).page()
    words = browser(sitting.candidate).words(f"/candidate/sittings/{sitting.id}/report")
    assert "the exam has not taken place" in words
