"""Small groups: none is shown, and none can be worked out from what is shown."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules.small_cells import HIDDEN, figure, hidden_cells, joined_ranges, rate

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(COUNTS, st.integers(2, 12))
def test_no_small_group_is_shown_and_nothing_is_hidden_without_need(counts, least):
    hidden = hidden_cells(counts, least)
    assert all(away for count, away in zip(counts, hidden, strict=True) if 0 < count < least)
    assert not any(away for count, away in zip(counts, hidden, strict=True) if count == 0)
    if all(count == 0 or count >= least for count in counts):
        assert not any(hidden)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_what_is_hidden_cannot_be_worked_out_from_the_total_and_the_rest(counts):
    least, total = 4, sum(counts)
    hidden = hidden_cells(counts, least)
    places = [place for place, away in enumerate(hidden) if away]
    if not places or not [place for place, count in enumerate(counts) if count and not hidden[place]]:
        return  # nothing is hidden, or everything is, and then the total is hidden by the same rule where it is small
    left = total - sum(count for count, away in zip(counts, hidden, strict=True) if not away)
    possible = [guess for guess in product(range(1, left + 1), repeat=len(places)) if sum(guess) == left]
    for at in range(len(places)):
        assert len({guess[at] for guess in possible}) > 1


@given(st.dictionaries(st.integers(0, 25), st.integers(1, 9)), st.integers(2, 12), st.integers(0, 2))
def test_no_range_of_scores_holds_few_people_and_nobody_is_lost(before, least, moved):
    after = {score + moved: number for score, number in before.items()}
    ranges = joined_ranges(before, after, least)
    assert all(min(old, new) >= least for _, _, old, new in ranges)
    assert [one[0] > last[1] for last, one in pairwise(ranges)] == [True] * (len(ranges) - 1 if ranges else 0)
    if ranges:
        assert sum(one[2] for one in ranges) == sum(one[3] for one in ranges) == sum(before.values())
    elif not moved:
        assert sum(before.values()) < least


@pytest.mark.parametrize(("counts", "hidden"), [
    ([12, 3], [True, True]), ([12, 30, 3], [True, False, True]), ([3, 4, 50], [True, True, True]),
    ([5, 6, 50], [True, True, False]), ([0, 3, 20], [False, True, True]), ([7], [True]), ([70], [False])])
def test_the_smallest_other_group_covers_a_single_small_one(counts, hidden):
    assert hidden_cells(counts, 10) == hidden


def test_rates_and_counts_of_small_groups_are_hidden():
    assert [rate(1, 2, 10), rate(0, 0, 10), rate(7, 10, 10), rate(2, 15, 8)] == [HIDDEN, "–", "70 %", "13 %"]
    assert [figure(0, 10), figure(9, 10), figure(10, 10)] == ["0", HIDDEN, "10"]


def test_a_rate_of_everybody_or_nobody_is_never_told_and_whoever_differs_does_not_know_of_the_others():
    assert [rate(part, 10, 10) for part in (0, 1, 2, 8, 9, 10)] == [
        "under 20 %", "under 20 %", "20 %", "80 %", "over 80 %", "over 80 %"]
    assert [rate(200, 200, 10), rate(0, 200, 10), rate(3, 3, 1), rate(0, 1, 1)] == [
        "over 99 %", "under 1 %", HIDDEN, HIDDEN]
