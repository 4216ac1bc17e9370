"""Fit statistics: silent when the model made the answers, loud when it did not."""

import itertools

import numpy as np

from question_bank.psychometrics.irt import rasch_cml, rasch_fit, s_x2, two_pl
from question_bank.psychometrics.irt.s_x2 import expected_by_score
from tests.support.simulated_answers import simulated

EVEN = np.linspace(-2, 2, 20)


def test_mean_squares_are_near_one_when_the_rasch_model_holds():
    answers = simulated(3_000, 1.0, EVEN, 71)
    found = rasch_fit(answers, rasch_cml(answers).difficulties)
    assert np.all(np.abs(found.items.infit - 1) < 0.08) and np.all(np.abs(found.items.outfit - 1) < 0.2)
    assert np.all(np.abs(found.items.infit_t) < 5)
    assert 0.6 < found.separation_reliability < 0.85


def test_an_item_that_guesses_and_one_too_steep_stand_out_on_opposite_sides():
    slopes = np.ones(20)
    slopes[4], slopes[15] = 0.05, 3.0
    answers = simulated(3_000, slopes, EVEN, 72)
    found = rasch_fit(answers, rasch_cml(answers).difficulties).items
    assert np.argmax(found.infit) == 4 and found.infit_t[4] > 10
    assert np.argmin(found.infit) == 15 and found.infit_t[15] < -8


def test_persons_with_gaps_count_where_they_answered_and_the_perfect_nowhere():
    answers = simulated(500, 1.0, EVEN, 73, missing=0.1)
    answers[0], answers[1] = 1.0, np.nan
    found = rasch_fit(answers, rasch_cml(answers).difficulties)
    assert np.isnan(found.persons.infit[:2]).all()
    placed = np.isfinite(found.persons.infit)
    np.testing.assert_array_equal(found.items.answers, (~np.isnan(answers[placed])).sum(axis=0))
    np.testing.assert_array_equal(found.persons.answers[placed], (~np.isnan(answers[placed])).sum(axis=1))


def test_an_item_without_difficulty_has_no_fit():
    answers = simulated(300, 1.0, EVEN, 74)
    found = rasch_fit(answers, np.where(np.arange(20) == 3, np.nan, EVEN))
    assert np.isnan(found.items.infit[3]) and np.isfinite(np.delete(found.items.infit, 3)).all()


def test_the_chance_by_score_is_that_of_counting_out():
    slopes, intercepts = np.array([0.7, 1.0, 1.6, 2.2]), np.array([0.5, -0.2, 0.0, -1.0])
    theta = np.linspace(-7, 7, 1_401)
    weights = np.exp(-theta**2 / 2)
    right = 1 / (1 + np.exp(-(slopes[:, None] * theta + intercepts[:, None])))
    wanted = np.zeros((4, 5))
    total = np.zeros(5)
    for pattern in itertools.product((0, 1), repeat=4):
        answers = np.array(pattern)
        chance = weights @ np.prod(np.where(answers[:, None] == 1, right, 1 - right), axis=0)
        total[answers.sum()] += chance
        wanted[answers == 1, answers.sum()] += chance
    np.testing.assert_allclose(expected_by_score(slopes, intercepts), (wanted / total)[:, 1:4], rtol=1e-9)


def test_s_x2_rejects_a_true_model_about_as_often_as_it_says():
    values = []
    for seed in range(12):
        answers = simulated(1_000, np.linspace(0.7, 1.8, 20), EVEN, 200 + seed)
        found = two_pl(answers)
        values.append(s_x2(answers, found.slopes, found.intercepts).p)
    p = np.concatenate(values)
    assert 0.02 < np.mean(p < 0.05) < 0.09
    assert 0.44 < np.mean(p) < 0.56


def test_s_x2_finds_the_item_that_does_not_follow_a_curve():
    answers = simulated(2_000, 1.2, EVEN, 76)
    rest = np.delete(answers, 9, axis=1).sum(axis=1)
    answers[:, 9] = (rest > 7) & (rest < 13)
    found = two_pl(answers)
    result = s_x2(answers, found.slopes, found.intercepts)
    assert result.p[9] < 1e-6 and np.median(np.delete(result.p, 9)) > 0.05


def test_s_x2_uses_only_persons_who_answered_everything_and_says_how_many():
    answers = simulated(800, 1.0, EVEN, 77, missing=0.02)
    whole = ~np.isnan(answers).any(axis=1)
    found = s_x2(answers, np.ones(20), -EVEN, estimated=1)
    assert found.persons == whole.sum()
    np.testing.assert_allclose(found.statistic, s_x2(answers[whole], np.ones(20), -EVEN, estimated=1).statistic)


def test_s_x2_without_enough_groups_has_no_figure():
    found = s_x2(simulated(10, 1.0, EVEN[:3], 78), np.ones(3), -EVEN[:3])
    assert np.isnan(found.p).all()
