"""Random groups: the published example, the closed-form errors against redrawing, and what any equating must keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.equating import random_groups as groups
from question_bank.psychometrics.equating.bootstrap import with_errors
from question_bank.psychometrics.equating.loglinear import smoothed
from question_bank.psychometrics.equating.percentiles import percentile_ranks, rank_of, score_at
from question_bank.psychometrics.equating.scores import counts, moments
from tests.support.reference_data import columns, expected

ACT = expected("equating_ACTmath")
_, X, Y = columns("equating/actmath.csv").T
METHODS = {"mean": groups.mean, "linear": groups.linear, "circle": groups.circle_arc}
FREQUENCIES = st.lists(st.integers(1, 60), min_size=6, max_size=20)


@pytest.mark.parametrize(("form", "freq"), [("x", X), ("y", Y)])
def test_the_moments_of_the_published_example(form, freq):
    got, want = moments(freq), ACT[f"moments_{form}"]
    assert [got.mean, got.sd, got.sd_sample, got.skew, got.kurtosis] == pytest.approx(
        [want[name] for name in ("mean", "sd_n", "sd_n1", "skew", "kurt")], abs=1e-6)


@pytest.mark.parametrize("name", METHODS)
def test_the_published_example_by_means_lines_and_arcs(name):
    assert METHODS[name](X, Y).yx == pytest.approx(ACT[name]["yx"], abs=1e-6)


def test_the_published_example_by_percentile_ranks():
    got, want = groups.equipercentile(X, Y).yx, np.array(ACT["equipercentile_unsmoothed"]["yx"])
    assert got[X > 0] == pytest.approx(want[X > 0], abs=1e-6)


@pytest.mark.parametrize("degree", [3, 4, 6])
def test_the_published_example_smoothed_first(degree):
    want, got = ACT[f"equipercentile_loglinear_degree{degree}"], groups.equipercentile(X, Y, degree=degree)
    assert got.yx == pytest.approx(want["yx"], abs=1e-4)
    assert got.details["x"].fitted == pytest.approx(want["x_smoothed"], abs=1e-5)
    assert got.details["y"].fitted == pytest.approx(want["y_smoothed"], abs=1e-5)


@given(FREQUENCIES, st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_smoothing_keeps_as_many_moments_as_its_degree(freq, degree):
    fit, scores = smoothed(np.array(freq), min(degree, len(freq) - 1)), np.arange(len(freq))
    for power in range(fit.degree[0] + 1):
        assert fit.fitted @ scores**power == pytest.approx(np.array(freq) @ scores**power, rel=1e-8)


def test_a_smooth_distribution_is_smoothed_with_few_moments_and_a_bent_one_with_more():
    scores = np.arange(31)
    bell = np.random.default_rng(4).multinomial(5000, np.exp(-((scores - 15) ** 2) / 50) / 12.533)
    two_humps = np.random.default_rng(5).multinomial(
        5000, (np.exp(-((scores - 7) ** 2) / 12) + np.exp(-((scores - 23) ** 2) / 12)) / 12.279)
    assert smoothed(bell, "bic").degree == (2,)
    assert smoothed(two_humps, "bic").degree[0] >= 4
    assert smoothed(bell, "aic").aic <= smoothed(bell, 5).aic


@given(FREQUENCIES, FREQUENCIES)
@settings(max_examples=60, deadline=None)
def test_equipercentile_equating_rises_stays_on_the_scale_and_leads_back(freq_x, freq_y):
    there = groups.equipercentile(freq_x, freq_y, least=0).yx
    assert np.all(np.diff(there) > 0)
    assert there[0] >= -0.5 and there[-1] <= len(freq_y) - 0.5
    back = score_at(rank_of(there, freq_y), freq_x)
    assert back == pytest.approx(np.arange(len(freq_x)), abs=1e-8)


@given(FREQUENCIES, FREQUENCIES)
@settings(max_examples=40, deadline=None)
def test_swapping_the_forms_gives_the_inverse_line(freq_x, freq_y):
    if moments(freq_x).sd == 0 or moments(freq_y).sd == 0:
        return
    there, back = groups.linear(freq_x, freq_y, least=0), groups.linear(freq_y, freq_x, least=0)
    assert there.slope * back.slope == pytest.approx(1)
    assert there.slope * back.intercept + there.intercept == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("equate", [groups.identity, *METHODS.values(), groups.equipercentile,
                                    lambda x, y: groups.equipercentile(x, y, degree=4)])
def test_equal_forms_change_no_score(equate):
    got = equate(X, X).yx
    assert got[X > 0] == pytest.approx(np.arange(41)[X > 0], abs=1e-8)


def test_a_harder_form_is_made_good():
    harder = np.concatenate([Y[5:], np.zeros(5)])
    assert groups.mean(harder + 1e-9, Y).intercept > 4
    assert np.all(groups.equipercentile(harder, Y).yx[3:30] > np.arange(3, 30) + 4)


@pytest.mark.parametrize("equate", [groups.mean, groups.linear, groups.equipercentile])
def test_the_closed_form_errors_are_those_of_redrawn_groups(equate):
    middle = slice(6, 34)
    by_formula, redrawn = equate(X, Y).se[middle], with_errors(equate, X, Y, times=400, seed=3).se[middle]
    assert np.mean(redrawn / by_formula) == pytest.approx(1, abs=0.08)
    assert np.max(np.abs(redrawn / by_formula - 1)) < 0.35


def test_smoothing_makes_the_error_smaller_and_a_seed_repeats_it():
    first = with_errors(groups.equipercentile, X, Y, times=40, seed=8, degree=4)
    again = with_errors(groups.equipercentile, X, Y, times=40, seed=8, degree=4)
    assert np.array_equal(first.se, again.se)
    assert np.mean(first.se[6:34]) < np.mean(groups.equipercentile(X, Y).se[6:34])


def test_too_few_people_are_refused_in_words_and_few_are_noted():
    few = counts([1, 2, 2, 3, 3, 3, 4, 4, 5], 6)
    with pytest.raises(TooFew, match="Mean equating needs at least 10 people; there are 9"):
        groups.mean(few, few)
    with pytest.raises(TooFew, match="at least 100 people"):
        groups.equipercentile(few * 9, few * 9)
    assert "400 are advised" in groups.linear(few * 9, few * 9).notes[0]
    assert groups.linear(X, Y).notes == ()


@pytest.mark.parametrize("wrong", [[1, -1, 2], [0, 0, 0], [1], [1, np.nan]])
def test_what_is_no_distribution_is_refused(wrong):
    with pytest.raises(ValueError, match="Frequencies must be counts"):
        groups.mean(wrong, Y)


def test_scores_that_nobody_can_have_are_refused():
    for wrong in ([1, 7], [-1, 2], [1.5, 2]):
        with pytest.raises(ValueError, match="whole numbers from 0 to 6"):
            counts(wrong, 6)


def test_moments_that_so_few_scores_cannot_hold_are_refused_and_passed_over_in_a_choice():
    sparse = np.zeros(28)
    sparse[[3, 8, 9, 11, 13, 20]] = [1, 1, 2, 1, 1, 2]
    with pytest.raises(ArithmeticError, match="keep fewer moments"):
        smoothed(sparse, 10)
    assert smoothed(sparse, "aic", most=10).degree[0] < 10


def test_a_degree_out_of_reach_and_a_constant_form_are_refused():
    with pytest.raises(ValueError, match="degree must be from 1"):
        smoothed(X, 11)
    with pytest.raises(ValueError, match="aic or bic"):
        smoothed(X, "best")
    with pytest.raises(ValueError, match="scores that differ"):
        groups.linear([0, 50, 0], Y)


def test_percentile_ranks_of_the_first_table_of_kolen_and_brennan():
    """K&B table 2.1: 5 scores with shares .2 .3 .2 .2 .1 have percentile ranks 10, 35, 60, 80 and 95."""
    assert 100 * percentile_ranks([2, 3, 2, 2, 1]) == pytest.approx([10, 35, 60, 80, 95])


def test_the_worked_example_of_kolen_and_brennan():
    """K&B tables 2.2 and 2.3: shares of X .2 .3 .2 .2 .1 and of Y .1 .2 .2 .3 .2; e(0) = .50, e(1) = 1.75, ..."""
    got = groups.equipercentile([20, 30, 20, 20, 10], [10, 20, 20, 30, 20]).yx
    assert got == pytest.approx([0.5, 1.75, 2.8333333, 3.5, 4.25], abs=1e-6)
