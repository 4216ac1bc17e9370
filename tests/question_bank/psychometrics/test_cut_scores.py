"""Compromises with real scores and cuts from judged people: worked by hand, planted, and refused."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest

from question_bank.psychometrics.cut_scores import (
    beuk,
    borderline_group,
    contrasting_groups,
    failing_shares,
    hofstee,
)
from question_bank.psychometrics.enough import TooFew

EVEN = np.repeat(np.arange(101), 10)


def test_hofstee_by_hand_on_even_scores():
    """Failing share at cut c is c / 101; the line runs from (40, .60) to (60, .20): .6 - .02 (c - 40) = c / 101."""
    found = hofstee(EVEN, 100, [[40, 60, 0.2, 0.6]])
    assert found.cut == pytest.approx(1.4 / (0.02 + 1 / 101))
    assert found.share == pytest.approx(found.cut / 101)
    assert found.whole == 47 and found.n == 1010
    assert found.sentence == "46.4% of 1010 people fail at 46.82."


def test_hofstee_takes_the_mean_of_the_judges():
    assert hofstee(EVEN, 100, [[35, 65, 0.1, 0.5], [45, 55, 0.3, 0.7]]) == hofstee(EVEN, 100, [[40, 60, 0.2, 0.6]])


def test_hofstee_says_so_when_the_scores_leave_the_box():
    found = hofstee(np.full(50, 90), 100, [[40, 60, 0.2, 0.6]])
    assert found.cut is None and found.whole is None and "no cut meets their limits" in found.sentence


def test_beuk_by_hand_on_even_scores():
    """Means 50 and .70, slope .1 / 10: .70 + .01 (c - 50) = 1 - c / 101."""
    found = beuk(EVEN, 100, [40, 60], [0.6, 0.8])
    assert found.cut == pytest.approx(0.8 / (0.01 + 1 / 101))
    assert found.share == pytest.approx(1 - found.cut / 101)


def beuk_in_fractions(scores: list[int], highest: int, cuts: list[int], shares: list[Fraction]) -> float:
    """The same from Beuk's description, segment by segment and without a grid: where two straight lines meet."""
    n, k = len(scores), len(cuts)
    at = Fraction(sum(cuts), k), sum(shares) / k
    ratio = sum((share - at[1])**2 for share in shares) / sum((cut - at[0])**2 for cut in cuts)
    slope = Fraction(math.sqrt(ratio))
    for cut in range(highest + 1):
        here, then = (Fraction(sum(score >= edge for score in scores), n) for edge in (cut, cut + 1))
        fall = then - here
        if fall == slope:
            continue
        met = (at[1] - slope * at[0] - here + fall * cut) / (fall - slope)
        if cut <= met <= cut + 1:
            return float(met)
    raise AssertionError("no cut")


def test_beuk_is_where_the_judges_line_meets_the_scores():
    for seed in range(20):
        draw = random.Random(seed)
        scores = [min(40, max(0, round(draw.gauss(26, 6)))) for _ in range(60)]
        cuts = [draw.randint(15, 32) for _ in range(8)]
        shares = [Fraction(draw.randint(40, 95), 100) for _ in range(8)]
        found = beuk(scores, 40, cuts, [float(share) for share in shares])
        assert found.cut == pytest.approx(beuk_in_fractions(scores, 40, cuts, shares), abs=1e-9), seed


def test_beuk_gives_way_where_judges_agree_less():
    sure_of_cut = beuk(EVEN, 100, [49, 51], [0.2, 1.0]).cut
    sure_of_share = beuk(EVEN, 100, [30, 70], [0.69, 0.71]).cut
    assert abs(sure_of_cut - 50) < 0.5
    assert sure_of_share == pytest.approx(0.3 * 101, abs=1.5)
    assert beuk(EVEN, 100, [50, 50], [0.2, 0.9]).cut == 50


def test_the_share_failing_counts_those_below_the_cut():
    assert failing_shares([1, 2, 1]).tolist() == [0, 0.25, 0.75, 1]


def test_a_borderline_group_gives_its_median_and_how_sure_it_is():
    draw = np.random.default_rng(8)
    medians = [borderline_group(draw.normal(56, 5, 80)) for _ in range(200)]
    assert np.std([found.cut for found in medians]) == pytest.approx(np.mean([found.se for found in medians]), rel=0.15)


def test_contrasting_groups_part_half_way_and_its_error_is_real():
    draw, found = np.random.default_rng(9), []
    for _ in range(150):
        scores = draw.normal(53, 10, 200)
        found.append(contrasting_groups(scores, draw.random(200) < 1 / (1 + np.exp(-(scores - 53) / 4))))
    cuts = np.array([each.cut for each in found])
    assert np.mean(cuts) == pytest.approx(53, abs=0.4)
    assert np.std(cuts) == pytest.approx(np.mean([each.se for each in found]), rel=0.2)
    assert 0.15 < np.mean([each.misplaced for each in found]) < 0.25


def test_what_cannot_give_a_cut_is_refused_in_words():
    scores, competent = np.arange(100), np.arange(100) >= 50
    with pytest.raises(ValueError, match="do not overlap"):
        contrasting_groups(scores, competent)
    with pytest.raises(ValueError, match="did not score higher"):
        contrasting_groups(scores, np.random.default_rng(1).permutation(competent) & (scores < 70))
    with pytest.raises(TooFew, match="at least 30 people; there are 12"):
        borderline_group(np.arange(12))
    with pytest.raises(TooFew, match="at least 10 people"):
        hofstee([1, 2, 3], 4, [[1, 3, 0.2, 0.6]], least=2)
    with pytest.raises(ValueError, match="below its highest"):
        hofstee(EVEN, 100, [[60, 40, 0.2, 0.6]])
    with pytest.raises(ValueError, match="at least two judges"):
        beuk(EVEN, 100, [50], [0.5])
