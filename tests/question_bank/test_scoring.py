"""Two scorers written apart agree on everything, and a pass is an exact comparison of whole numbers."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import scoring, second_scoring
from question_bank.scoring import ScoredPosition
from question_bank.standard_setting import bands, decision, percent_cut, scaled_score

SCALE = SimpleNamespace(min=200, cut=500, max=800)
CODES = st.sampled_from([f"i{number}" for number in range(30)])


@st.composite
def sittings(draw):
    """Positions with answers, some blank, some to positions that do not exist, and scoring decisions."""
    number = draw(st.integers(0, 40))
    some = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True).map(tuple)
    positions = [ScoredPosition(place, draw(CODES), draw(st.sampled_from(["C01", "C02", "C03"])), draw(st.booleans()),
                                draw(some), draw(st.booleans())) for place in range(1, number + 1)]
    answers = draw(st.dictionaries(st.integers(1, 45), st.lists(st.sampled_from("abcd"), max_size=5).map(tuple)))
    return positions, answers, draw(st.frozensets(CODES, max_size=3)), draw(st.frozensets(CODES, max_size=3))


@given(sittings())
@settings(max_examples=300)
def test_c10_both_scorers_agree_on_any_answers(sitting):
    positions, answers, credit, removed = sitting
    first = scoring.score(positions, answers, credit, removed)
    second = second_scoring.score(positions, answers, credit, removed)
    assert scoring.agree(first, second)
    assert first.maximum == sum(row.points for row in positions if row.scored and row.item_code not in removed)
    assert 0 <= first.raw <= first.maximum
    assert sum(correct for _, correct in first.parts.values()) == first.raw


def test_c10_a_scorer_that_differs_in_one_part_is_seen():
    positions = [ScoredPosition(1, "i1", "C01", True, ("a",))]
    one = scoring.score(positions, {1: ["a"]})
    other = scoring.score([ScoredPosition(1, "i1", "C02", True, ("a",))], {1: ["a"]})
    assert not scoring.agree(one, other)


def test_positions_that_do_not_count_touch_nothing():
    counting = [ScoredPosition(1, "i1", "C01", True, ("a",)), ScoredPosition(2, "i2", "C01", False, ("b",))]
    assert scoring.score(counting, {1: ["a"], 2: ["b"]}) == scoring.score(counting, {1: ["a"], 2: ["c"]})


@pytest.mark.parametrize(("partial", "chosen", "points"), [
    (False, "ac", 1), (False, "ca", 1), (False, "a", 0), (False, "abc", 0), (False, "", 0), (False, "aa", 0),
    (True, "ac", 2), (True, "a", 1), (True, "ab", 0), (True, "abc", 1), (True, "bd", 0), (True, "", 0)])
def test_a_multiple_response_is_counted_by_its_rule(partial, chosen, points):
    position = ScoredPosition(1, "i1", "C01", True, ("a", "c"), partial)
    for scorer in (scoring.score, second_scoring.score):
        counted = scorer([position], {1: tuple(chosen)})
        assert (counted.raw, counted.maximum) == (points, 2 if partial else 1)


@pytest.mark.parametrize(("percent", "maximum", "cut"), [(75, 75, 57), (75, 25, 19), (75, 4, 3), (70, 10, 7),
                                                         (100, 25, 25), (1, 25, 1), (75, 74, 56), (75, 76, 57)])
def test_a_percent_cut_is_the_fewest_answers_that_reach_it(percent, maximum, cut):
    assert percent_cut(percent, maximum) == cut


@given(st.integers(1, 100), st.integers(1, 300))
def test_nobody_passes_below_the_percentage_and_nobody_fails_at_it(percent, maximum):
    cut = percent_cut(percent, maximum)
    assert 100 * cut >= percent * maximum
    assert 100 * (cut - 1) < percent * maximum
    assert (decision(cut, cut), decision(cut - 1, cut)) == ("PASS", "FAIL")


@pytest.mark.parametrize(("raw", "cut", "maximum", "scaled"), [
    (56, 57, 75, 494), (57, 57, 75, 500), (75, 57, 75, 800), (0, 57, 75, 200),
    (18, 19, 25, 484), (19, 19, 25, 500), (25, 19, 25, 800), (25, 25, 25, 800)])
def test_scaled_scores_meet_at_the_cut(raw, cut, maximum, scaled):
    assert scaled_score(raw, cut, maximum, SCALE) == scaled


@given(st.integers(1, 200).flatmap(lambda maximum: st.tuples(st.just(maximum), st.integers(1, maximum))))
def test_a_scaled_score_rises_with_the_raw_score_and_passes_with_it(case):
    maximum, cut = case
    scores = [scaled_score(raw, cut, maximum, SCALE) for raw in range(maximum + 1)]
    assert scores == sorted(scores)
    assert [score >= 500 for score in scores] == [raw >= cut for raw in range(maximum + 1)]
    assert (scores[0], scores[-1]) == (200, 800)


def test_bands_say_below_near_and_above_and_nothing_on_too_few_items():
    parts = {"C01": (10, 5), "C02": (10, 7), "C03": (10, 10), "C04": (3, 0), "C05": (8, 7), "C06": (8, 5)}
    assert bands(parts, 57, 75, 4) == {"C01": "below", "C02": "near", "C03": "above", "C04": None, "C05": "near",
                                       "C06": "below"}
