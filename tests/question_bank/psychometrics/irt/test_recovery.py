"""Simulated answers: the calibrations find the items that made them, and their standard errors say how nearly."""

import numpy as np

from question_bank.psychometrics.irt import abilities, rasch_cml, rasch_mml, two_pl
from tests.support.simulated_answers import simulated

RANDOM = np.random.default_rng(20)
SLOPES, DIFFICULTIES = np.exp(RANDOM.normal(0, 0.3, 40)), RANDOM.normal(0, 1, 40)


def standardised(found, errors, true) -> np.ndarray:
    return (found - true) / errors


def test_two_parameters_come_back_within_their_errors():
    found = two_pl(simulated(10_000, SLOPES, DIFFICULTIES, 21))
    off = np.concatenate([standardised(found.slopes, found.se_slopes, SLOPES),
                          standardised(found.difficulties, found.se_difficulties, DIFFICULTIES)])
    assert found.admissible and found.quadrature.proved
    assert np.abs(off).max() < 4 and 0.75 < off.std() < 1.25


def test_rasch_difficulties_come_back_by_both_likelihoods():
    answers = simulated(4_000, 1.3, DIFFICULTIES / 1.3, 22)
    marginal, conditional = rasch_mml(answers), rasch_cml(answers)
    assert abs(marginal.sigma - 1.3) < 3.5 * marginal.se_sigma
    for found, true in ((marginal, DIFFICULTIES), (conditional, DIFFICULTIES - DIFFICULTIES.mean())):
        off = standardised(found.difficulties, found.se_difficulties, true)
        assert np.abs(off).max() < 4 and 0.6 < np.sqrt(np.mean(off**2)) < 1.4


def test_answers_missing_at_random_do_not_mislead():
    answers = simulated(4_000, SLOPES[:15], DIFFICULTIES[:15], 23, missing=0.25)
    found, conditional = two_pl(answers), rasch_cml(simulated(600, 1.0, DIFFICULTIES[:12], 24, missing=0.25))
    assert np.abs(standardised(found.slopes, found.se_slopes, SLOPES[:15])).max() < 4
    true = DIFFICULTIES[:12] - DIFFICULTIES[:12].mean()
    assert np.abs(standardised(conditional.difficulties, conditional.se_difficulties, true)).max() < 4


def test_two_groups_with_common_items_are_one_scale():
    answers = simulated(6_000, 1.0, DIFFICULTIES[:15], 25)
    answers[:3_000, 10:], answers[3_000:, :5] = np.nan, np.nan
    found = rasch_cml(answers)
    true = DIFFICULTIES[:15] - DIFFICULTIES[:15].mean()
    assert np.abs(standardised(found.difficulties, found.se_difficulties, true)).max() < 4


def test_expected_abilities_are_as_far_from_the_truth_as_they_say():
    random = np.random.default_rng(26)
    true = random.normal(0, 1, 3_000)
    chance = 0.5 * (1 + np.tanh(0.5 * SLOPES * (true[:, None] - DIFFICULTIES)))
    found = abilities(random.random(chance.shape) < chance, SLOPES, -SLOPES * DIFFICULTIES, "EAP")
    assert 0.95 < np.std((true - found.theta) / found.se) < 1.05
