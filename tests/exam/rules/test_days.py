"""Business days: weekends do not count, holidays do, and counting there and back agrees."""

from datetime import date, timedelta

import pytest

from exam.rules.days import business_days_after, business_days_between, days_in_words, span_in_words

FRIDAY = date(2026, 3, 6)


@pytest.mark.parametrize(("asked_on", "days", "due"), [
    (FRIDAY, 0, FRIDAY),
    (FRIDAY, 1, date(2026, 3, 9)),
    (FRIDAY, 10, date(2026, 3, 20)),
    (date(2026, 3, 7), 1, date(2026, 3, 9)),  # a Saturday
    (date(2026, 3, 8), 5, date(2026, 3, 13)),  # a Sunday
    (date(2026, 12, 24), 1, date(2026, 12, 25)),  # a holiday never moves a day further
])
def test_c20_an_answer_is_due_so_many_business_days_later(asked_on, days, due):
    assert business_days_after(asked_on, days) == due


def test_c20_counting_between_two_days_agrees_with_counting_from_the_first():
    for shift in range(7):
        first = FRIDAY + timedelta(days=shift)
        assert [business_days_between(first, business_days_after(first, days)) for days in range(25)] == [*range(25)]
        assert business_days_between(first, first - timedelta(days=9)) == 0


@pytest.mark.parametrize(("seconds", "words"), [
    (20, "under a minute"), (61, "1 minute"), (22 * 60, "22 minutes"), (3 * 3600, "3.0 hours"),
    (36 * 3600, "36.0 hours"), (10 * 86_400, "10.0 days")])
def test_how_long_something_took_is_said_in_the_unit_that_fits(seconds, words):
    assert span_in_words(seconds) == words


@pytest.mark.parametrize(("days", "words"), [(0, "the same day"), (1, "1 day"), (2.5, "2.5 days"), (30, "30 days")])
def test_a_number_of_days_is_never_said_in_hours(days, words):
    assert days_in_words(days) == words
