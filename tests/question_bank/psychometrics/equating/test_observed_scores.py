"""Scores as a model foresees them: exact for equal items, true to simulated people, and near true-score equating."""

import math

import numpy as np
import pytest

from question_bank.psychometrics.equating.linking import mean_sigma
from question_bank.psychometrics.equating.observed_scores import foreseen_scores, observed_score_equating
from question_bank.psychometrics.equating.true_scores import true_score_equating
from tests.support.reference_data import kb36
from tests.support.simulated import abilities, answers_of

X, Y = kb36()
COMMON = np.arange(2, 36, 3)


def test_equal_items_at_one_ability_give_a_binomial():
    got = foreseen_scores(np.tile([1.0, 0.0, 0.2], (8, 1)), [0.0], [3.0])
    assert got == pytest.approx([math.comb(8, k) * 0.6**k * 0.4 ** (8 - k) for k in range(9)])


def test_the_foreseen_scores_are_those_of_people():
    items = np.stack([np.ones(20), np.linspace(-2, 2, 20), np.zeros(20)], axis=1)
    theta = np.linspace(-5, 5, 201)
    people = answers_of(abilities(40_000, 1), items[:, 1], 2).sum(axis=1).astype(int)
    seen = np.bincount(people, minlength=21) / 40_000
    assert foreseen_scores(items, theta, np.exp(-theta**2 / 2)) == pytest.approx(seen, abs=0.006)


def test_it_rises_changes_nothing_between_equal_forms_and_stays_near_true_scores():
    assert observed_score_equating(X, X, d=1.7).yx == pytest.approx(np.arange(37), abs=1e-9)
    x = mean_sigma(X[COMMON], Y[COMMON]).items(X)
    observed, true = observed_score_equating(x, Y, d=1.7).yx, true_score_equating(x, Y, 1.7).yx
    assert np.all(np.diff(observed) > 0)
    assert observed[10:34] == pytest.approx(true[10:34], abs=0.35)


def test_a_population_needs_people():
    with pytest.raises(ValueError, match="not all 0"):
        foreseen_scores(X, [0.0], [0.0])
