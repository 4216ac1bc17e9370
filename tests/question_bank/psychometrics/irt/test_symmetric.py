"""Conditional chances against counting every pattern of answers out, and on tests too long to count out."""

import itertools

import numpy as np

from question_bank.psychometrics.irt.symmetric import Band, covariance_of_right, expected_right

DIFFICULTIES = np.array([-2.5, -0.3, 0.0, 0.9, 4.0])


def counted_out(difficulties, score):
    """log gamma, the chance of each item right, and their covariance, given the score."""
    patterns = np.array([row for row in itertools.product((0, 1), repeat=len(difficulties)) if sum(row) == score])
    weights = np.exp(-patterns @ difficulties)
    chance = weights @ patterns / weights.sum()
    return np.log(weights.sum()), chance, (patterns.T * weights) @ patterns / weights.sum() - np.outer(chance, chance)


def band_of(persons, answered=None):
    persons = np.atleast_2d(persons).astype(float)
    shape = (len(persons), persons.shape[1] - 1)
    return Band(np.ones(shape, bool) if answered is None else np.array(answered, bool), persons)


def test_chances_and_covariances_are_those_of_counting_out():
    persons = np.array([0, 3, 1, 4, 2, 0])
    right, gamma = expected_right(band_of(persons), DIFFICULTIES)
    wanted = [counted_out(DIFFICULTIES, score) for score in range(6)]
    logs, chances, matrices = (np.array(part) for part in zip(*wanted, strict=True))
    np.testing.assert_allclose(right, persons @ chances, rtol=1e-12)
    np.testing.assert_allclose(gamma, persons @ logs, rtol=1e-12)
    covariance = np.tensordot(persons, matrices, 1)
    np.testing.assert_allclose(covariance_of_right(band_of(persons), DIFFICULTIES), covariance, atol=1e-12)


def test_an_item_that_was_not_answered_is_not_there():
    answered = [[True, False, True, True, False]]
    band = band_of([0, 2, 1, 0, 0, 0], answered)
    present = DIFFICULTIES[answered[0]]
    wanted = 2 * counted_out(present, 1)[2] + counted_out(present, 2)[2]
    found = covariance_of_right(band, DIFFICULTIES)
    np.testing.assert_allclose(found[np.ix_(answered[0], answered[0])], wanted, atol=1e-12)
    assert not found[1].any() and not found[:, 4].any()


def test_three_hundred_items_of_any_difficulty_neither_overflow_nor_vanish():
    difficulties = np.linspace(-15, 15, 300)
    for low in (0, 120, 280):
        persons = np.zeros(301)
        persons[low + 1 : min(low + 40, 300)] = 1.0
        right, gamma = expected_right(band_of(persons), difficulties)
        scores = np.flatnonzero(persons)
        assert np.isfinite(gamma)
        np.testing.assert_allclose(right.sum(), scores.sum(), rtol=1e-9)
        covariance = covariance_of_right(band_of(persons), difficulties)
        np.testing.assert_allclose(covariance.sum(axis=0), 0, atol=1e-6)
        assert np.linalg.eigvalsh(covariance)[0] > -1e-8


def test_equal_items_have_the_binomial_covariance():
    covariance = covariance_of_right(band_of(np.eye(31)[10] * 5.0), np.zeros(30))
    p = 10 / 30
    np.testing.assert_allclose(np.diag(covariance), 5 * p * (1 - p), rtol=1e-12)
    np.testing.assert_allclose(covariance[0, 1], -5 * p * (1 - p) / 29, rtol=1e-12)
