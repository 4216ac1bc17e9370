"""The floor of the calibrations does the same work: two programs that share no line come to the same figures."""

import numpy as np

from question_bank.psychometrics.irt import rasch_mml, two_pl
from scripts.benchmarks.textbook_em import textbook_2pl, textbook_rasch
from tests.support.simulated_answers import simulated

ANSWERS = simulated(1_500, np.linspace(0.7, 1.6, 12), np.linspace(-1.5, 1.5, 12), 91)


def test_both_find_the_same_slopes_and_intercepts():
    slopes, intercepts = textbook_2pl(ANSWERS)
    found = two_pl(ANSWERS)
    np.testing.assert_allclose(slopes, found.slopes, atol=2e-3)
    np.testing.assert_allclose(intercepts, found.intercepts, atol=2e-3)


def test_both_find_the_same_difficulties_and_spread():
    difficulties, sigma = textbook_rasch(ANSWERS)
    found = rasch_mml(ANSWERS)
    np.testing.assert_allclose(difficulties, found.difficulties, atol=5e-3)
    assert abs(sigma - found.sigma) < 2e-3
