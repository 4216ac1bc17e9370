"""The highest points of likelihoods: derivatives, several summits, and places far out."""

import numpy as np
import pytest

from question_bank.psychometrics.irt import abilities
from question_bank.psychometrics.irt.summits import PLACES, _Curve
from tests.support.simulated_answers import simulated

SLOPES, INTERCEPTS = np.array([0.6, 1.2, 2.5, -0.7, 4.0]), np.array([0.3, -0.5, 0.1, 0.4, -2.0])


@pytest.mark.parametrize("method", ["ML", "MAP", "WLE"])
def test_slope_and_curvature_are_the_derivatives_of_the_height(method):
    random = np.random.default_rng(81)
    right = random.integers(0, 2, (len(PLACES), 5)).astype(float)
    answered = (random.random((len(PLACES), 5)) < 0.8).astype(float)
    right *= answered
    curve = _Curve(right, answered, SLOPES, INTERCEPTS, method)
    rows = np.flatnonzero((np.abs(PLACES) < 4) & (answered.sum(axis=1) > 1))
    heights, apart = curve.on_grid(), 1e-4
    slope, curvature = curve.slope(PLACES[rows], rows)
    above, below = (curve.slope(PLACES[rows] + sign * apart, rows)[0] for sign in (1, -1))
    np.testing.assert_allclose(curvature, -(above - below) / (2 * apart), atol=1e-5, rtol=1e-5)
    gaps = PLACES[rows + 1] - PLACES[rows]
    middle = curve.slope((PLACES[rows] + PLACES[rows + 1]) / 2, rows)[0]
    np.testing.assert_allclose(heights[rows, rows + 1] - heights[rows, rows], middle * gaps, atol=2e-3)
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("method", ["ML", "MAP", "WLE"])
def test_no_place_is_higher_than_the_summit(method):
    answers = simulated(200, np.abs(SLOPES), np.zeros(5), 82)
    found = abilities(answers, SLOPES, INTERCEPTS, method)
    curve = _Curve(answers, None, SLOPES, INTERCEPTS, method)
    places = np.where(np.isfinite(found.theta), found.theta, 0.0)
    height = np.array([_height(curve, place, row) for row, place in enumerate(places)])
    finite = np.isfinite(found.theta)
    assert np.all(curve.on_grid().max(axis=1)[finite] <= height[finite] + 1e-9)


def test_the_pattern_that_helps_most_is_endless_even_with_a_backward_item():
    best = (SLOPES > 0).astype(float)
    found = abilities(np.array([best, 1 - best]), SLOPES, INTERCEPTS, "ML")
    assert found.theta.tolist() == [np.inf, -np.inf]
    weighted = abilities(np.array([best, 1 - best]), SLOPES, INTERCEPTS, "WLE")
    assert np.isfinite(weighted.theta).all() and weighted.theta[0] > weighted.theta[1]


def test_an_ability_a_thousand_away_is_not_pulled_in():
    found = abilities(np.array([[1.0, 1.0, 0.0]]), [0.001, 0.001, 0.001], [0.0, 0.0, 0.0], "ML")
    assert found.theta[0] == pytest.approx(np.log(2) / 0.001, rel=1e-6)


def _height(curve: _Curve, place: float, row: int) -> float:
    logits = curve.slopes * place + curve.intercepts
    height = curve.right[row] @ logits - np.logaddexp(0, logits).sum()
    chance = 1 / (1 + np.exp(-logits))
    extra = {"ML": 0.0, "MAP": -place**2 / 2, "WLE": np.log((curve.slopes**2 * chance * (1 - chance)).sum()) / 2}
    return height + extra[curve.method]
