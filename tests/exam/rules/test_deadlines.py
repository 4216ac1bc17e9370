"""Time in a sitting: a pure function of stored instants, exact to the second."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules.deadlines import GRACE_SECONDS, Clockwork, allowed_seconds, is_in_time

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def begun(**facts) -> Clockwork:
    return Clockwork(begun_at=NINE, **{"limit_seconds": 7200, "cap_seconds": 28_800, **facts})


@pytest.mark.parametrize(("codes", "minutes"), [
    ((), 120), (("time-1.25",), 150), (("time-1.5",), 180), (("time-2.0",), 240), (("time-1.25", "time-2.0"), 240),
    (("large-text",), 120),
])
def test_c20_the_granted_factor_is_exact(codes, minutes):
    assert allowed_seconds(120, codes) == minutes * 60


def test_c20_untimed_means_no_limit_by_grant_or_by_program():
    assert allowed_seconds(120, ["time-untimed"]) is None
    assert allowed_seconds(0, []) is None


def test_promise_6_the_deadline_counts_from_the_stored_begin():
    assert begun().deadline() == at(120)


def test_promise_6_an_untimed_sitting_ends_at_its_cap_only():
    assert begun(limit_seconds=None).deadline() == at(480)


def test_a_pause_moves_the_deadline_by_its_length():
    assert begun(pauses=((at(10), at(25)),)).deadline() == at(135)


def test_while_the_clock_stands_still_there_is_no_deadline_and_the_time_left_does_not_move():
    paused = begun(pauses=((at(10), None),))
    assert paused.deadline() is None
    assert paused.seconds_left(at(10)) == paused.seconds_left(at(300)) == 110 * 60


def test_f29_time_given_is_added_whole():
    assert begun(credited_seconds=360).deadline() == at(126)


def test_nothing_has_a_deadline_before_it_begins():
    clockwork = Clockwork(begun_at=None, limit_seconds=7200, cap_seconds=28_800)
    assert clockwork.deadline() is None
    assert clockwork.seconds_left(NINE) is None


@pytest.mark.parametrize(("seconds", "counts"), [
    (-1, True), (0, True), (GRACE_SECONDS, True), (GRACE_SECONDS + 1, False)])
def test_t22_a_save_counts_until_deadline_plus_grace(seconds, counts):
    assert is_in_time(at(120) + timedelta(seconds=seconds), at(120)) is counts


pauses = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=5)


@given(limit=st.integers(60, 40_000), credit=st.integers(0, 10_000), lengths=pauses)
def test_g4_entitled_working_time_is_never_cut(limit, credit, lengths):
    instants, clock = [], 0
    for work, rest in lengths:
        instants.append((NINE + timedelta(seconds=clock + work), NINE + timedelta(seconds=clock + work + rest)))
        clock += work + rest
    clockwork = Clockwork(NINE, limit, 10**9, credit, tuple(instants))
    rested = sum(rest for _, rest in lengths)
    assert (clockwork.deadline() - NINE).total_seconds() == limit + credit + rested


@given(limit=st.integers(60, 40_000), budget=st.integers(0, 3600), work=st.integers(0, 59), away=st.integers(0, 50_000))
def test_a_break_stops_the_clock_for_at_most_its_budget_while_it_lasts_and_afterwards(limit, budget, work, away):
    began, now = NINE + timedelta(seconds=work), NINE + timedelta(seconds=work + away)
    lasting = begun(limit_seconds=limit, pauses=((began, None),), break_seconds=budget)
    ended = begun(limit_seconds=limit, pauses=((began, min(now, lasting.goes_on_at())),))
    assert lasting.seconds_left(now) == ended.seconds_left(now) == max(0, limit - work - max(0, away - budget))
    assert lasting.deadline() == NINE + timedelta(seconds=limit + budget)
    assert ended.deadline() <= lasting.deadline()
    assert (lasting.seconds_left(now) == 0) == (now >= lasting.deadline())


def test_a_pause_without_a_budget_stops_the_clock_without_limit():
    assert begun(pauses=((at(10), None),)).goes_on_at() is None
    assert begun(pauses=((at(10), at(20)),), break_seconds=60).goes_on_at() is None
