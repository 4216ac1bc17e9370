"""Person fit: patterns worked by hand, the normal distribution of lz*, and planted patterns that stand out."""

import numpy as np
import pytest

from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.screens.person_fit import guttman_errors, ht, lz_star
from tests.support.simulated import abilities, answers_of

B = np.linspace(-2, 2, 40)


def weighted_likelihood(answers, a, b):
    """Warm's (1989) estimate for the logistic model, by Newton's method with a numerical slope."""

    def score(theta):
        p = 1 / (1 + np.exp(-a * (theta[:, None] - b)))
        q = p * (1 - p)
        return (a * (answers - p)).sum(axis=1) + (a**3 * q * (1 - 2 * p)).sum(axis=1) / (2 * (a**2 * q).sum(axis=1))

    low, high = np.full(len(answers), -8.0), np.full(len(answers), 8.0)
    for _ in range(40):
        middle = (low + high) / 2
        rising = score(middle) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return (low + high) / 2


def test_guttman_errors_by_hand():
    """Items from easy to hard; the third person has the two hardest of four right: 4 of at most 4 errors."""
    answers = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]] * 5)
    assert guttman_errors(answers).value[1:6] == pytest.approx([0, 0, 0, 0, 1])
    assert np.isnan(guttman_errors(answers).value[0])


def test_ht_is_what_its_definition_says():
    answers = answers_of(abilities(60, 1), B, 2)
    covariance, share = np.cov(answers, bias=True), answers.mean(axis=1)
    most = np.minimum.outer(share, share) - np.outer(share, share)
    np.fill_diagonal(covariance, 0)
    np.fill_diagonal(most, 0)
    assert ht(answers).value == pytest.approx(covariance.sum(axis=1) / most.sum(axis=1))


def test_a_perfect_scale_has_no_errors_and_ht_one():
    steps = np.tril(np.ones((40, 39)), -1)[1:]
    answers = np.vstack([steps, steps])
    fit = ht(answers).value
    assert np.nanmax(guttman_errors(answers).value) == 0
    assert fit[np.isfinite(fit)] == pytest.approx(np.ones(np.isfinite(fit).sum()))


def test_planted_patterns_stand_out_by_every_measure():
    theta = abilities(400, 3)
    answers = answers_of(theta, B, 4)
    answers[50:52] = answers_of(np.array([0.0, 0.5]), -B, 5)
    estimate = weighted_likelihood(answers, np.ones(40), B)
    fit = lz_star(answers, estimate, np.ones(40), B)
    for low in (fit.value, ht(answers).value, -guttman_errors(answers).value):
        assert {50, 51} <= set(np.argsort(np.where(np.isnan(low), np.inf, low))[:8])
    assert set(np.argsort(fit.value)[:2]) == {50, 51} and max(fit.p[50:52]) < 1e-5


@pytest.mark.parametrize("slope", [1.0, 1.6])
def test_lz_star_is_about_normal_although_the_ability_is_estimated(slope):
    theta, b = abilities(1200, 6) / 2, np.linspace(-2, 2, 100)
    a = np.exp(np.random.default_rng(7).normal(0, 0.2, 100)) * slope
    answers = answers_of(theta, b, 8, a=a)
    fit = lz_star(answers, weighted_likelihood(answers, a, b), a, b)
    assert np.mean(fit.value) == pytest.approx(0, abs=0.12)
    assert np.std(fit.value) == pytest.approx(1, abs=0.06)
    assert np.mean(fit.p < 0.05) == pytest.approx(0.05, abs=0.02)


def test_an_estimated_ability_left_uncorrected_would_hide_misfit():
    answers = answers_of(abilities(800, 9), B, 10)
    estimate = weighted_likelihood(answers, np.ones(40), B)
    corrected = lz_star(answers, estimate, np.ones(40), B, "WLE").value
    p = 1 / (1 + np.exp(-(estimate[:, None] - B)))
    plain = ((answers - p) * np.log(p / (1 - p))).sum(axis=1) / np.sqrt(
        (p * (1 - p) * np.log(p / (1 - p)) ** 2).sum(axis=1))
    assert np.nanstd(plain) < np.nanstd(corrected)


def test_items_not_given_and_endless_abilities():
    answers = answers_of(abilities(50, 11), B, 12)
    some = answers.copy()
    some[:, 30:] = np.nan
    theta = np.zeros(50)
    theta[3] = np.inf
    short = lz_star(answers[:, :30], theta, np.ones(30), B[:30], "ML").value
    assert lz_star(some, theta, np.ones(40), B, "ML").value == pytest.approx(short, nan_ok=True)
    assert np.isnan(short[3]) and np.isfinite(np.delete(short, 3)).all()


def test_what_cannot_be_judged_is_refused_in_words():
    answers = answers_of(abilities(50, 13), B, 14)
    with pytest.raises(TooFew, match="at least 30 people"):
        ht(answers[:20])
    with pytest.raises(ValueError, match="0, 1 or missing"):
        guttman_errors(answers * 3)
    with pytest.raises(ValueError, match="leave out people or items"):
        ht(np.where(answers == 1, np.nan, answers))
    with pytest.raises(ValueError, match="ML, WLE or MAP"):
        lz_star(answers, np.zeros(50), np.ones(40), B, "EAP")
