"""Bookmarks: an example worked with pencil and logarithms, and what holds for every booklet and every panel."""

import math
from itertools import pairwise
from statistics import median, stdev

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from question_bank.psychometrics.bookmark import booklet, bookmark_cut, locations
from tests.support.reference_data import expected

LSAT6 = expected("irt_LSAT6")["twopl"]
NUMBER = st.floats(-3, 3).map(lambda value: round(value, 3))
ITEMS = st.lists(st.tuples(st.floats(0.3, 2.5).map(lambda value: round(value, 3)), NUMBER), min_size=3, max_size=12)


def test_the_law_school_test_by_published_parameters_and_another_formula():
    """Its five items by b + ln(2) / a from slopes and difficulties that mirt and ltm agree on; the cut by plain sums.
    """
    a, b, d = (LSAT6[name] for name in "abd")
    place = [difficulty + math.log(2) / slope for slope, difficulty in zip(a, b, strict=True)]
    assert locations(a, d) == pytest.approx(place, abs=1e-6)
    made = booklet(a, d)
    assert made.order.tolist() == [0, 4, 3, 1, 2] and made.locations == pytest.approx(sorted(place), abs=1e-6)
    pages = [3, 4, 5, 6, 1]
    before = [sorted(place)[at] for at in (1, 2, 3, 4, 0)]

    def score(theta: float) -> float:
        return sum(1 / (1 + math.exp(-slope * (theta - difficulty))) for slope, difficulty in zip(a, b, strict=True))

    found = bookmark_cut(a, d, pages)
    assert found.ability == pytest.approx(median(before), abs=1e-6) == pytest.approx(-0.8595, abs=1e-3)
    assert found.cut == pytest.approx(score(median(before)), abs=1e-6) == pytest.approx(3.3348, abs=1e-4)
    assert found.judge_cuts == pytest.approx([score(theta) for theta in before], abs=1e-6)
    assert found.se == pytest.approx(1.2533 * stdev(score(theta) for theta in before) / math.sqrt(5), abs=1e-5)


def test_a_rasch_booklet_by_hand():
    """With equal slopes the order is that of the difficulties, each page ln 2 above its own; two bookmarks lie between
    their pages, and at a location a right answer has the chance 2/3."""
    found = booklet([1, 1, 1], [0, 1, -1])
    assert found.order.tolist() == [1, 0, 2]
    assert found.locations == pytest.approx([math.log(2) - 1, math.log(2), math.log(2) + 1])
    cut = bookmark_cut([1, 1, 1], [0, 1, -1], [2, 3])
    assert cut.ability == pytest.approx(math.log(2) - 0.5)
    chances = [2 * math.exp(shift) / (1 + 2 * math.exp(shift)) for shift in (-1, 0, 1)]
    assert bookmark_cut([1, 1, 1], [0, 1, -1], [3, 3]).cut == pytest.approx(sum(chances)) and chances[1] == 2 / 3


@settings(max_examples=60, deadline=None)
@given(ITEMS, st.data())
def test_what_holds_for_every_panel(items, data):
    slopes, intercepts = zip(*items, strict=True)
    page = st.integers(1, len(items) + 1)
    pages = data.draw(st.lists(page, min_size=2, max_size=9))
    found = bookmark_cut(slopes, intercepts, pages)
    assert 0 < found.cut < len(items) and min(found.judge_cuts) - 1e-9 <= found.cut <= max(found.judge_cuts) + 1e-9
    assert bookmark_cut(slopes, intercepts, pages[::-1]).cut == pytest.approx(found.cut)
    later = [min(one + 1, len(items) + 1) for one in pages]
    assert bookmark_cut(slopes, intercepts, later).cut >= found.cut - 1e-9
    moved = bookmark_cut(slopes, [d - a for a, d in items], pages)
    assert moved.ability == pytest.approx(found.ability + 1) and moved.cut == pytest.approx(found.cut)
    assert bookmark_cut(slopes, intercepts, [pages[0]] * 4).se == pytest.approx(0, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(ITEMS, st.data())
def test_the_ability_is_what_the_judge_said_two_of_three_before_the_bookmark_and_fewer_on_it(items, data):
    """Of the ends that users of the method take only the lower one is: at the other the page itself is mastered."""
    made = booklet(*zip(*items, strict=True))
    assume(min(after - before for before, after in pairwise(made.locations)) > 1e-6)
    page = data.draw(st.integers(2, len(items)))
    ability = bookmark_cut(*zip(*items, strict=True), [page, page]).ability
    before, on = (1 / (1 + math.exp(-(a * ability + d))) for a, d in (items[made.order[page - 2]],
                                                                        items[made.order[page - 1]]))
    assert on < 2 / 3 <= before + 1e-9


@pytest.mark.parametrize("pages", [[1], [0, 2], [2, 5], [2.5, 3]])
def test_bookmarks_outside_the_booklet_are_refused(pages):
    with pytest.raises(ValueError, match="from page 1 to behind page 3"):
        bookmark_cut([1, 1, 1], [0, 1, -1], pages)


@pytest.mark.parametrize("slopes", [[1, 0], [1, -0.2], [1, math.nan]])
def test_an_item_whose_curve_does_not_rise_has_no_place(slopes):
    with pytest.raises(ValueError, match="curve that rises"):
        booklet(slopes, [0, 0])
