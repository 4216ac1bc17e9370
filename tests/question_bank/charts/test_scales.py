"""Scales: ends at round ticks, every value on the picture, order kept."""

import math

from hypothesis import given
from hypothesis import strategies as st

from question_bank.charts.scales import scale_for, worded

VALUES = st.lists(st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 4)), min_size=1, max_size=20)


@given(VALUES, st.booleans())
def test_every_value_lies_between_the_first_and_the_last_tick(values, zero):
    scale = scale_for(values, 0, 100, zero=zero)
    slack = 1e-6 * max(1.0, *map(abs, values))
    assert scale.ticks[0] - slack <= min(values) <= max(values) <= scale.ticks[-1] + slack
    assert 2 <= len(scale.ticks) <= 9
    assert not zero or scale.low <= 0 <= scale.high


@given(VALUES)
def test_ticks_are_evenly_spaced_and_places_keep_the_order(values):
    scale = scale_for(values, 200, 10)
    gaps = [later - earlier for earlier, later in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert max(gaps) - min(gaps) <= 1e-6 * max(1.0, scale.high - scale.low)
    places = [scale.place(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(10 <= place <= 200 for place in places)


def test_nothing_to_show_and_one_value_still_have_a_scale():
    assert scale_for([], 0, 1).ticks == scale_for([math.nan, None], 0, 1).ticks
    assert scale_for([3], 0, 10).low < 3 < scale_for([3], 0, 10).high


def test_figures_are_worded_as_a_person_writes_them():
    assert [worded(value) for value in (0, 0.5, 1 / 3, 12.0, 12345.6, None, math.inf)] == [
        "0", "0.5", "0.333", "12", "12,346", "–", "–"]
