"""Statistics of items: the curve of the three-parameter model and its information, by hand and by the derivative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.item_statistics import Statistics

NUMBERS = {"a": st.floats(0.2, 3), "b": st.floats(-3, 3), "c": st.floats(0, 0.4)}


def test_a_rasch_item_gives_a_quarter_where_the_chance_is_a_half():
    assert Statistics(a=1.0, b=0.5).information(0.5) == pytest.approx(0.25)
    assert Statistics(a=2.0, b=0.5).information(0.5) == pytest.approx(1.0)


@given(st.builds(Statistics, **NUMBERS), st.floats(-4, 4))
def test_information_is_the_squared_slope_over_the_variance(item, theta):
    step, chance = 1e-5, item.chance(theta)
    slope = (item.chance(theta + step) - item.chance(theta - step)) / (2 * step)
    assert item.information(theta) == pytest.approx(slope**2 / (chance * (1 - chance)), rel=1e-4, abs=1e-7)


def test_nothing_measured_gives_no_information_and_extremes_do_not_break():
    assert Statistics(p=0.5).information(0.0) == 0.0
    assert Statistics(a=100.0, b=100.0).information(-100.0) == 0.0
    assert Statistics(a=100.0, b=-100.0, c=0.2).information(100.0) == pytest.approx(0.0)
