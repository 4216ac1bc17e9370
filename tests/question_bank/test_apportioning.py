"""Weights to counts: nothing lost, nobody further than one from the exact number, ties to who comes first."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.apportioning import grid_of, largest_remainder

WEIGHTS = st.lists(st.integers(0, 60), min_size=1, max_size=14).filter(any)


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, st.integers(0, 200))
def test_issue3_counts_add_up_and_each_is_the_exact_number_rounded_up_or_down(weights, total):
    shares = largest_remainder({f"C{place}": weight for place, weight in enumerate(weights)}, total)
    assert sum(share.count for share in shares) == total
    assert all(abs(share.rounding) < 1 for share in shares)


def test_issue3_equal_remainders_go_to_who_comes_first():
    shares = largest_remainder({"C01": 1, "C02": 1, "C03": 1}, 4)
    assert [share.count for share in shares] == [2, 1, 1]
    assert (shares[0].exact, shares[0].rounding) == (Fraction(4, 3), Fraction(2, 3))


def test_issue3_the_shipped_weights_give_the_shipped_counts():
    percent = {"C01": 9.33, "C02": 10.67, "C03": 13.33, "C04": 6.67, "C05": 8, "C06": 13.33, "C07": 6.67, "C08": 8,
               "C09": 6.67, "C10": 12, "C11": 5.33}
    assert [share.count for share in largest_remainder(percent, 75)] == [7, 8, 10, 5, 6, 10, 5, 6, 5, 9, 4]


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any), st.integers(1, 150))
def test_issue3_levels_keep_their_weights_over_the_whole(weights, levels, total):
    shares = largest_remainder({f"C{place}": weight for place, weight in enumerate(weights)}, total)
    grid = grid_of(shares, {f"L{place}": weight for place, weight in enumerate(levels)})
    assert [sum(grid[share.name]) for share in shares] == [share.count for share in shares]
    assert all(number >= 0 for row in grid.values() for number in row)
    for place, weight in enumerate(levels):
        exact = Fraction(total * weight, sum(levels))
        assert abs(sum(row[place] for row in grid.values()) - exact) < len(levels)


def test_issue3_weights_that_say_nothing_are_refused():
    for weights in ({"C01": 0}, {"C01": 2, "C02": -1}):
        with pytest.raises(ValueError, match="weights"):
            largest_remainder(weights, 5)
