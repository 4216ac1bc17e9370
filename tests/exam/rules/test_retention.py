"""Periods and digests: nothing is due before its whole time is over, and a digest tells every change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from exam.rules.retention import CLASSES, cut_off, rows_digest

INSTANTS = some.datetimes(datetime(2024, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
VALUES = some.one_of(some.none(), some.integers(0, 99), some.text(max_size=5), some.binary(max_size=5))


@given(some.sampled_from(sorted(CLASSES)), some.integers(1, 40), INSTANTS)
def test_c26_what_is_not_due_never_goes(kind, period, now):
    until = cut_off(kind, period, now)
    days = (now - until) / timedelta(days=1)
    least = 30 * period if CLASSES[kind].is_months else 365 * period
    assert least - 2 <= days <= least + period + 11
    assert cut_off(kind, period, now + timedelta(days=1)) >= until >= cut_off(kind, period + 1, now)


@pytest.mark.parametrize("kind", CLASSES)
def test_c26_a_period_that_is_not_set_makes_nothing_due(kind):
    assert cut_off(kind, 0, datetime(2090, 1, 1, tzinfo=UTC)) is None


def test_c26_a_period_ends_on_the_same_day_or_on_the_last_day_of_its_month():
    assert cut_off("answers", 1, datetime(2028, 2, 29, 12, tzinfo=UTC)) == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert cut_off("logs", 6, datetime(2026, 3, 31, tzinfo=UTC)) == datetime(2025, 9, 30, tzinfo=UTC)
    assert cut_off("logs", 3, datetime(2026, 3, 5, tzinfo=UTC)) == datetime(2025, 12, 5, tzinfo=UTC)


@given(some.lists(some.tuples(VALUES, VALUES), min_size=1, max_size=3), some.data())
def test_c26_the_digest_of_a_tombstone_tells_every_change(rows, data):
    place = data.draw(some.integers(0, len(rows) - 1))
    other = data.draw(VALUES.filter(lambda value: value != rows[place][1]))
    changed = [(row[0], other) if number == place else row for number, row in enumerate(rows)]
    assert rows_digest({"a": rows}, "s") not in (rows_digest({"a": changed}, "s"), rows_digest({"a": rows[1:]}, "s"))
    assert rows_digest({"a": rows}, "s") != rows_digest({"a": rows}, "t")
    assert rows_digest({"a": [(True,)]}, "s") == rows_digest({"a": [(1,)]}, "s")
