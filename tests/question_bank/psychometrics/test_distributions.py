"""Tails and quantiles: published tables, closed forms, exact sums, and one value back to itself."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.psychometrics import distributions as d
from question_bank.psychometrics.incomplete import beta_tails, continued_fraction, gamma_tails

# NIST/SEMATECH e-Handbook of Statistical Methods, sections 1.3.6.7.2 (t), 1.3.6.7.3 (F) and 1.3.6.7.4 (chi-square)
T_TABLE = {(0.90, 1): 3.078, (0.95, 5): 2.015, (0.975, 10): 2.228, (0.99, 30): 2.457, (0.995, 100): 2.626}
F_TABLE = {(0.95, 1, 1): 161.448, (0.95, 5, 10): 3.326, (0.95, 10, 100): 1.927, (0.99, 2, 12): 6.927}
CHI_TABLE = {(0.90, 1): 2.706, (0.95, 1): 3.841, (0.975, 10): 20.483, (0.99, 30): 50.892, (0.001, 100): 61.918}
NORMAL_TABLE = {0.90: 1.2815515655, 0.95: 1.6448536270, 0.975: 1.9599639845, 0.995: 2.5758293035}  # A&S table 26.5
PROBABILITIES = st.floats(1e-9, 1 - 1e-9)
SHAPES = st.floats(0.2, 300)


@pytest.mark.parametrize(("point", "value"), T_TABLE.items())
def test_the_published_table_of_t(point, value):
    share, df = point
    assert round(math.sqrt(d.f_quantile(2 * share - 1, 1, df)), 3) == value
    assert d.t_two_sided(value, df) == pytest.approx(2 * (1 - share), rel=2e-3)


@pytest.mark.parametrize(("point", "value"), F_TABLE.items())
def test_the_published_table_of_f(point, value):
    assert round(float(d.f_quantile(*point)), 3) == value


@pytest.mark.parametrize(("point", "value"), CHI_TABLE.items())
def test_the_published_table_of_chi_square(point, value):
    share, df = point
    assert d.chi_square_tail(value, df) == pytest.approx(1 - share, rel=2e-3)


def test_the_published_table_of_the_normal_curve():
    assert d.normal_quantile(list(NORMAL_TABLE)) == pytest.approx(list(NORMAL_TABLE.values()), abs=1e-10)
    assert d.normal_cdf([0, 1, 2, 3]) == pytest.approx([0.5, 0.841344746068543, 0.977249868051821, 0.998650101968370])
    assert d.normal_density(0) == pytest.approx(0.398942280401433)


def test_where_a_closed_form_exists_it_is_met():
    x = np.array([0.01, 0.5, 1, 3, 20, 200])
    assert d.chi_square_tail(x, 2) == pytest.approx(np.exp(-x / 2), rel=1e-12)
    assert d.t_two_sided(x, 1) == pytest.approx(1 - 2 * np.arctan(x) / math.pi, rel=1e-10)
    assert d.f_tail(x, 2, 8) == pytest.approx((1 + 2 * x / 8) ** -4, rel=1e-12)
    assert beta_tails(0.3, 1, 5)[0] == pytest.approx(1 - 0.7**5, rel=1e-12)
    assert d.chi_square_tail(x, 1) == pytest.approx(2 * d.normal_tail(np.sqrt(x)), rel=1e-10)


def test_the_binomial_tail_is_the_sum_of_its_terms():
    for k in range(-1, 23):
        exact = sum(math.comb(21, j) * Fraction(3, 10) ** j * Fraction(7, 10) ** (21 - j) for j in range(max(k, 0), 22))
        assert float(d.binomial_tail(k, 21, 0.3)) == pytest.approx(float(exact), rel=1e-11)


def test_tails_far_out_keep_their_accuracy():
    assert d.normal_tail(30) == pytest.approx(4.906713927148187e-198, rel=1e-10)
    assert 0 < d.chi_square_tail(1400, 1) < 1e-300


def test_the_edges_are_named_rather_than_guessed():
    assert d.normal_quantile([0, 1]).tolist() == [-math.inf, math.inf]
    assert d.f_quantile([0, 1], 2, 3).tolist() == [0, math.inf]
    assert d.f_tail([-1, 0, math.inf], 2, 3).tolist() == [1, 1, 0]
    for function in (lambda x: d.chi_square_tail(x, 2), lambda x: beta_tails(x, 2, 2)[0], d.normal_quantile,
                     lambda x: d.f_quantile(x, 2, 3)):
        assert np.isnan(function(math.nan))


@pytest.mark.parametrize("impossible", [lambda: d.chi_square_tail(1, 0), lambda: beta_tails(0.5, -1, 2),
                                        lambda: d.normal_quantile(1.5), lambda: d.f_quantile(-0.1, 2, 2)])
def test_impossible_parameters_are_refused(impossible):
    with pytest.raises(ValueError, match="must"):
        impossible()


@given(PROBABILITIES, SHAPES, SHAPES)
@settings(max_examples=15, deadline=None)
def test_a_quantile_leads_back_to_its_probability(p, a, b):
    assert d.f_cdf(d.f_quantile(p, a, b), a, b) == pytest.approx(p, rel=1e-8)
    assert d.normal_cdf(d.normal_quantile(p)) == pytest.approx(p, rel=1e-10)


@given(st.floats(0, 1), SHAPES, SHAPES)
@settings(max_examples=60, deadline=None)
def test_both_tails_of_a_beta_sum_to_one_and_mirror_each_other(x, a, b):
    lower, upper = beta_tails(x, a, b)
    assert lower + upper == pytest.approx(1, abs=1e-13)
    assert beta_tails(x, a + 1, b)[0] <= lower + 1e-12


def test_arrays_broadcast_and_lower_and_upper_gamma_sum_to_one():
    lower, upper = gamma_tails(np.array([[0.5], [5], [500]]), np.array([0.1, 4, 480, 530]))
    assert lower.shape == (3, 4)
    assert lower + upper == pytest.approx(np.ones((3, 4)), abs=1e-14)


def test_a_fraction_that_never_settles_says_so():
    with pytest.raises(ArithmeticError, match="did not settle"):
        continued_fraction(np.array([1.0]), lambda n: (np.array([-1.0]), np.array([2 * math.cos(1)])))
