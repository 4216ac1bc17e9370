"""One more sitting: allowed, and from which day, at each edge of the program's numbers (C19)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules.days import day_in, months_after
from exam.rules.retakes import OPEN, PastSitting, RetakeFacts, earliest_day, judge

TRAINED = date(2026, 1, 15)
FIRST = date(2026, 3, 2)


def taken(day: date = FIRST, **facts) -> PastSitting:
    return PastSitting(**{"state": "released", "day": day, "counts": True, **facts})


def facts(*sittings: PastSitting, asked_on: date = FIRST, **changes) -> RetakeFacts:
    return RetakeFacts(**{
        "asked_on": asked_on, "trained_on": TRAINED, "closes_on": date(2027, 1, 15), "sittings": sittings,
        "max_sittings": 3, "within_months": 12, "wait_days": (7, 30), "request_days_ahead": 7,
        "after_last": "repeat_training", **changes})


@pytest.mark.parametrize(("before", "asked", "earliest"), [
    (1, 0, 7),     # asked on the day of the exam: wait and notice end on the same day
    (1, 1, 8),     # a day later the notice is what counts
    (1, 30, 37),
    (2, 0, 30),    # thirty days before the third
    (2, 22, 30),   # one day short of the notice's turn
    (2, 23, 30),   # wait and notice meet again
    (2, 24, 31),
])
def test_c19_the_wait_and_the_notice_end_on_the_later_of_their_days(before, asked, earliest):
    verdict = judge(facts(*[taken()] * before, asked_on=FIRST + timedelta(days=asked)))
    assert verdict.allowed
    assert verdict.earliest_on == FIRST + timedelta(days=earliest)


def test_c19_after_the_third_the_program_says_what_comes():
    verdict = judge(facts(*[taken()] * 3))
    assert verdict.reasons == ("You have taken this exam 3 times, which is as often as the rules allow. "
                               "The board's rule is to repeat the training first. Please contact the board.",)
    assert (verdict.left, verdict.earliest_on) == (0, None)


def test_c19_another_program_makes_a_plan_instead():
    [reason] = judge(facts(*[taken()] * 3, after_last="board_plan")).reasons
    assert "It makes a plan with you" in reason


@pytest.mark.parametrize(("sitting", "left", "wait"), [
    (PastSitting("void", FIRST, counts=False), 3, 0),
    (PastSitting("void", FIRST, counts=True), 2, 7),
    (PastSitting("missed"), 3, 0),
    (PastSitting("withdrawn"), 3, 0),
])
def test_c19_only_a_sitting_that_counts_is_counted_and_waited_for(sitting, left, wait):
    verdict = judge(facts(sitting))
    assert (verdict.allowed, verdict.left, verdict.earliest_on) == (True, left, FIRST + timedelta(days=wait))


@pytest.mark.parametrize("state", OPEN)
def test_c19_an_open_exam_is_finished_first(state):
    assert "You already have an exam open. Finish it first." in judge(facts(taken(), PastSitting(state))).reasons


def test_c19_who_has_passed_has_nothing_to_repeat():
    assert judge(facts(taken(passed=True))).reasons == ("You have passed this exam, so there is nothing to repeat.",)


def test_c19_a_withdrawn_permission_is_named():
    assert "was withdrawn" in judge(facts(taken(), withdrawn=True)).reasons[0]


@pytest.mark.parametrize(("closes", "allowed"), [(FIRST + timedelta(days=7), True), (FIRST + timedelta(days=6), False)])
def test_c19_the_first_possible_day_must_lie_within_the_window(closes, allowed):
    verdict = judge(facts(taken(), closes_on=closes))
    assert verdict.allowed is allowed
    if not allowed:
        assert "after the last day" in verdict.reasons[0]


def test_c19_the_months_after_training_end_the_window_too():
    verdict = judge(facts(taken(), closes_on=date(2030, 1, 1)))
    assert verdict.last_on == date(2027, 1, 15)
    assert judge(facts(taken(), closes_on=date(2030, 1, 1), within_months=0)).last_on == date(2030, 1, 1)


@given(days=st.lists(st.dates(FIRST, date(2026, 12, 31)), max_size=4), asked=st.integers(0, 400),
       waits=st.tuples(st.integers(0, 90), st.integers(0, 90)), ahead=st.integers(0, 30))
def test_c19_property_never_earlier_than_wait_and_notice_and_never_out_of_the_window(days, asked, waits, ahead):
    asked_on = FIRST + timedelta(days=asked)
    told = facts(*map(taken, sorted(days)), asked_on=asked_on, wait_days=waits, request_days_ahead=ahead)
    verdict = judge(told)
    if not verdict.allowed:
        assert verdict.reasons
        return
    assert asked_on <= verdict.earliest_on <= verdict.last_on <= date(2027, 1, 15)
    assert verdict.left == 3 - len(days) > 0
    if days:
        assert verdict.earliest_on >= max(days) + timedelta(days=waits[len(days) - 1])
        assert verdict.earliest_on >= asked_on + timedelta(days=ahead)
        assert verdict.earliest_on in (max(days) + timedelta(days=waits[len(days) - 1]),
                                       asked_on + timedelta(days=ahead))


@given(asked=st.integers(0, 200), later=st.integers(0, 200))
def test_c19_property_asking_later_never_brings_the_day_forward(asked, later):
    early = facts(taken(), asked_on=FIRST + timedelta(days=asked))
    late = facts(taken(), asked_on=FIRST + timedelta(days=asked + later))
    assert earliest_day(early) <= earliest_day(late)


@pytest.mark.parametrize(("instant", "day"), [
    (datetime(2026, 3, 3, 5, 59, tzinfo=UTC), date(2026, 3, 2)),   # 11:59 p.m. in Chicago: still the day before
    (datetime(2026, 3, 3, 6, 0, tzinfo=UTC), date(2026, 3, 3)),
    (datetime(2026, 7, 3, 4, 59, tzinfo=UTC), date(2026, 7, 2)),   # summer: midnight comes an hour earlier in UTC
    (datetime(2026, 7, 3, 5, 0, tzinfo=UTC), date(2026, 7, 3)),
])
def test_c19_a_day_begins_at_midnight_where_the_board_is(instant, day):
    assert day_in(instant, "America/Chicago") == day


@pytest.mark.parametrize(("day", "months", "after"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2027, 12, 31), 2, date(2028, 2, 29)),
    (date(2026, 1, 15), 12, date(2027, 1, 15)), (date(2026, 11, 30), 1, date(2026, 12, 30)),
])
def test_months_end_on_the_same_day_or_the_last_of_the_month(day, months, after):
    assert months_after(day, months) == after


def test_c19_a_program_without_a_limit_sets_none_and_its_last_wait_goes_on_counting():
    verdict = judge(facts(*[taken()] * 5, max_sittings=0, request_days_ahead=0))
    assert verdict.allowed and verdict.left is None and verdict.earliest_on == FIRST + timedelta(days=30)
    assert verdict.left_in_words == "There is no limit to how often"
