"""Reliability and its errors: R's figures, slow second computations, and what must not change them."""

import math

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import matrix_from_scores
from question_bank.psychometrics.classical import item_statistics
from question_bank.psychometrics.distributions import f_quantile
from question_bank.psychometrics.intervals import feldt, fisher, wilson
from question_bank.psychometrics.reliability import (
    conditional_sem,
    guttman_lambda6,
    reliability,
    score_distribution,
    split_half,
)
from question_bank.psychometrics.score_table import score_table
from tests.question_bank.psychometrics.test_classical import SETS, drawn
from tests.support.reference_data import answers, expected


def reliability_of(matrix):
    table = score_table(matrix)
    return reliability(table, item_statistics(table))


@pytest.mark.parametrize(("name", "figures"), SETS)
def test_the_test_agrees_with_the_published_data_sets(name, figures):
    wanted, matrix = expected(f"irt_{figures}")["ctt"], answers(name)
    found, spread = reliability_of(matrix), score_distribution(score_table(matrix))
    assert [found.alpha, found.kr21, found.sem] == pytest.approx(
        [wanted["kr20"], wanted["kr21"], wanted["sem_sd_n1"]], abs=1e-8)
    assert found.alpha_if_deleted == pytest.approx(wanted["alpha_if_deleted"], abs=1e-8)
    assert [spread.mean, spread.sd, spread.skew, spread.kurtosis] == pytest.approx(
        [wanted[field] for field in ("mean", "sd_n1", "skew", "kurtosis")], abs=1e-8)
    assert guttman_lambda6(matrix) == pytest.approx(wanted["guttman_lambda6"], abs=1e-8)


@pytest.mark.parametrize(("name", "figures"), SETS)
def test_variances_of_two_kinds_are_not_mixed_in_kr20(name, figures):
    trap = expected(f"irt_{figures}")["ctt"]["TRAP_kr20_if_variance_denominators_are_mixed"]
    assert abs(reliability_of(answers(name)).alpha - trap) > 1e-5


def test_alpha_without_an_item_is_the_alpha_of_the_others():
    scores = drawn(8)
    found = reliability_of(matrix_from_scores(scores))
    for item in range(scores.shape[1]):
        others = reliability_of(matrix_from_scores(np.delete(scores, item, axis=1)))
        assert found.alpha_if_deleted[item] == pytest.approx(others.alpha, abs=1e-10)


def test_order_and_direction_change_nothing():
    scores, draw = drawn(9), np.random.default_rng(1)
    first = reliability_of(matrix_from_scores(scores))
    mixed = scores[draw.permutation(len(scores))][:, draw.permutation(scores.shape[1])]
    for other in (mixed, 1 - scores):
        second = reliability_of(matrix_from_scores(other))
        assert [second.alpha, second.sem, second.kr21] == pytest.approx([first.alpha, first.sem, first.kr21], abs=1e-10)


def test_equal_items_have_reliability_one_and_no_error():
    found = reliability_of(matrix_from_scores(np.tile(np.arange(40)[:, None] % 2, (1, 4))))
    assert (found.alpha, found.sem) == (pytest.approx(1.0), pytest.approx(0.0, abs=1e-6))
    assert math.isnan(guttman_lambda6(matrix_from_scores(np.tile(np.arange(40)[:, None] % 2, (1, 4)))))


@pytest.mark.parametrize("scores", [np.ones((5, 3)), np.ones((5, 1)), np.eye(2)[:, :1], np.ones((1, 4))])
def test_what_is_undefined_stays_undefined(scores):
    found = reliability_of(matrix_from_scores(scores))
    assert math.isnan(found.alpha) and math.isnan(found.alpha_low) and math.isnan(found.kr21)
    assert math.isnan(guttman_lambda6(matrix_from_scores(scores)))
    assert math.isnan(split_half(matrix_from_scores(scores)).reliability)


def test_feldts_interval_of_41_persons_and_26_items():
    low, high = feldt(0.79, 41, 26, 0.90)
    assert low == pytest.approx(1 - 0.21 * float(f_quantile(0.95, 40, 1000)), abs=1e-10)
    assert high == pytest.approx(1 - 0.21 * float(f_quantile(0.05, 40, 1000)), abs=1e-10)
    assert (round(low, 2), round(high, 2)) == (0.70, 0.86)


@pytest.mark.parametrize("n", [5, 9, 30, 400, 3000, 9000])
def test_the_quick_quantiles_of_feldts_interval_are_near_the_exact_ones(n):
    low, high = feldt(0.0, n, 40)
    exact = 1 - f_quantile(np.array([0.975, 0.025]), n - 1, (n - 1) * 39)
    assert [low, high] == pytest.approx(exact.tolist(), abs=1e-9 if n <= 5000 else 2e-7)


def test_feldts_interval_holds_the_true_alpha_as_often_as_it_says():
    draw, within, true = np.random.default_rng(3), 0, 8 / (8 + 2)  # 8 items: the ability plus twice its variance
    low, high = feldt(0.0, 80, 8, 0.90)
    for _ in range(400):
        scores = draw.normal(0, 1, (80, 1)) + draw.normal(0, math.sqrt(2), (80, 8))
        alpha = 8 / 7 * (1 - scores.var(axis=0, ddof=1).sum() / scores.sum(axis=1).var(ddof=1))
        within += 1 - (1 - alpha) * (1 - low) <= true <= 1 - (1 - alpha) * (1 - high)
    assert 345 <= within <= 375


def test_wilsons_interval_is_the_published_one_and_stays_between_0_and_1():
    low, high = wilson(np.array([81 / 263, 15 / 148, 0 / 20, 1 / 29]), 0 + 263)
    assert (round(low[0], 4), round(high[0], 4)) == (0.2553, 0.3662)  # Newcombe 1998, table I, method 3
    low, high = wilson(np.array([0.0, 1.0]), 20)
    assert (low[0], high[1]) == (0.0, 1.0) and round(high[0], 4) == 0.1611 and round(low[1], 4) == 0.8389


def test_fishers_interval_needs_four_pairs():
    low, high = fisher(np.array([0.5]), 103)
    ends = [math.tanh(math.atanh(0.5) + step) for step in (-0.1959964, 0.1959964)]
    assert (low[0], high[0]) == pytest.approx(ends, abs=1e-6)
    assert np.isnan(fisher(np.array([0.5]), 3)).all()


def test_halves_are_correlated_and_stepped_up():
    scores = drawn(10, k=7)
    found = split_half(matrix_from_scores(scores))
    r = np.corrcoef(scores[:, 0::2].sum(axis=1), scores[:, 1::2].sum(axis=1))[0, 1]
    assert (found.correlation, found.reliability) == (pytest.approx(r), pytest.approx(2 * r / (1 + r)))
    assert found.low < found.reliability < found.high and found.items_in_halves == (4, 3)


def test_the_conditional_error_is_lords_and_averages_to_the_whole_with_keats():
    assert conditional_sem(16, 32) == pytest.approx(math.sqrt(16 * 16 / 31))
    assert conditional_sem(0, 32) == conditional_sem(32, 32) == 0
    assert math.isnan(conditional_sem(1, 1))
    table, found = score_table(answers("sat12_scored")), reliability_of(answers("sat12_scored"))
    squares = np.array([conditional_sem(score, 32, found.alpha, found.kr21) ** 2 for score in range(33)])
    mean = float(table.persons @ squares) / table.n
    assert math.sqrt(mean * table.n / (table.n - 1)) == pytest.approx(found.sem, abs=1e-9)
