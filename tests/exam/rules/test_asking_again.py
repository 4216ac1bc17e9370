"""The budget of letters: somebody is reminded, never flooded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules.asking_again import ASKED_A_DAY, next_letter, next_possible, purpose_now

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ago(hours: float) -> datetime:
    return NOON - timedelta(hours=hours)


@pytest.mark.parametrize(("written", "wait_hours"), [
    ([], 0), ([1], 0), ([1, 2], 22), ([1, 23], 1), ([1, 24], 0), ([1, 2, 3], 22), ([30, 40, 50], 0),
])
def test_t16_the_next_letter_waits_until_the_day_has_room(written, wait_hours):
    assert next_possible([ago(hours) for hours in written], 2, NOON) == NOON + timedelta(hours=wait_hours)


def test_t16_many_people_named_for_one_sitting_have_a_budget_together():
    assert next_letter([], [ago(1)] * 9, NOON) == NOON
    assert next_letter([], [ago(1)] * 10, NOON) == NOON + timedelta(hours=23)


@given(st.lists(st.integers(0, 3 * 24 * 60), min_size=1, max_size=100))
def test_t16_property_whoever_asks_when_allowed_never_sends_more_than_the_budget_in_any_day(minutes):
    written: list[datetime] = []
    for minute in sorted(minutes):
        now = NOON + timedelta(minutes=minute)
        if next_possible(written, ASKED_A_DAY, now) <= now:
            written.append(now)
    for first in written:
        assert sum(first <= instant < first + timedelta(days=1) for instant in written) <= ASKED_A_DAY


@pytest.mark.parametrize(("nomination", "sitting", "purpose"), [
    ("invited", "registered", "accept"), ("invited", "submitted", "accept"), ("accepted", "registered", "admit"),
    ("accepted", "submitted", "attest"), ("accepted", "in_progress", None), ("attested", "submitted", None),
    ("declined", "registered", None), ("replaced", "submitted", None),
])
def test_what_the_proctor_is_asked_follows_from_the_two_roads(nomination, sitting, purpose):
    assert purpose_now(nomination, sitting) == purpose
