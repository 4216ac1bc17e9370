"""Information, errors and curves: against the definition, at the cut, and beside the answers."""

import numpy as np
import pytest

from question_bank.psychometrics.irt import (
    at_the_cut,
    curves,
    item_information,
    marginal_reliability,
    observed_points,
    test_information,
)
from tests.support.simulated_answers import simulated

test_information.__test__ = False  # a function of the product, not a test
SLOPES, INTERCEPTS = np.array([0.5, 1.0, 2.0, np.nan]), np.array([1.0, 0.0, -1.0, np.nan])
THETA = np.linspace(-3, 3, 13)


def test_information_is_the_squared_slope_of_the_curve_over_its_variance():
    step = 1e-5
    slope = (curves(SLOPES, INTERCEPTS, THETA + step) - curves(SLOPES, INTERCEPTS, THETA - step)) / (2 * step)
    chance = curves(SLOPES, INTERCEPTS, THETA)
    wanted = slope**2 / (chance * (1 - chance))
    np.testing.assert_allclose(item_information(SLOPES, INTERCEPTS, THETA), wanted, rtol=1e-6)


def test_an_item_is_most_informative_at_its_difficulty_and_gives_a_quarter_of_its_squared_slope():
    found = item_information([2.0], [-1.0], [0.4, 0.5, 0.6])[0]
    assert found[1] == pytest.approx(1.0) and found[1] > found[0] and found[1] > found[2]


def test_test_information_adds_the_items_that_have_parameters():
    found = test_information(SLOPES, INTERCEPTS, THETA)
    np.testing.assert_allclose(found.information, item_information(SLOPES[:3], INTERCEPTS[:3], THETA).sum(axis=0))
    np.testing.assert_allclose(found.se, 1 / np.sqrt(found.information))
    chance = curves(SLOPES[:3], INTERCEPTS[:3], THETA)
    np.testing.assert_allclose(found.score_se**2, (chance * (1 - chance)).sum(axis=0))


def test_at_the_cut_is_the_ability_that_expects_the_cut():
    found = at_the_cut(SLOPES, INTERCEPTS, 1.9)
    assert found.score[0] == pytest.approx(1.9, abs=1e-12)
    assert found.se[0] == pytest.approx(test_information(SLOPES, INTERCEPTS, found.theta).se[0])


@pytest.mark.parametrize("cut", [0, 3, 4])
def test_no_ability_expects_none_or_all_right(cut):
    assert at_the_cut(SLOPES, INTERCEPTS, cut) is None


def test_a_test_with_a_backward_item_has_no_single_ability_at_the_cut():
    assert at_the_cut([1.0, -1.0, 2.0], [0.0, 0.0, 0.0], 1.5) is None


def test_marginal_reliability_of_no_information_is_none_and_grows_with_the_test():
    assert marginal_reliability([0.0], [0.0]) == pytest.approx(0.0)
    short, long = (marginal_reliability(np.ones(items), np.zeros(items)) for items in (10, 40))
    assert 0.6 < short < long < 0.95


def test_observed_points_keep_every_answer_and_lie_near_the_curve():
    slopes, intercepts = np.full(25, 1.3), np.linspace(2, -2, 25)
    answers = simulated(6_000, slopes, -intercepts / slopes, 61, missing=0.05)
    theta = answers[:, :].mean(axis=1, where=~np.isnan(answers))
    found = observed_points(answers, theta, groups=8)
    np.testing.assert_array_equal(found.answers.sum(axis=0), (~np.isnan(answers)).sum(axis=0))
    assert np.all(np.diff(found.theta) > 0) and len(found.theta) == 8
    assert np.all(np.diff(found.proportion, axis=0).mean(axis=1) > 0)


def test_persons_of_equal_ability_are_never_split():
    answers = np.array([[0, 1], [1, 0], [1, 1], [0, 0]] * 5, dtype=float)
    found = observed_points(answers, answers.sum(axis=1), groups=10)
    assert found.theta.tolist() == [0.0, 1.0, 2.0]
    assert found.answers[:, 0].tolist() == [5, 10, 5]
