"""Item statistics: the figures that R's packages find, a slow second computation, and what must not change them."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import matrix_from_scores
from question_bank.psychometrics.classical import biserial, group_shares, item_statistics
from question_bank.psychometrics.score_table import CELLS_AT_ONCE, score_table
from tests.support.reference_data import answers, expected

SETS = (("lsat6", "LSAT6"), ("lsat7", "LSAT7"), ("sat12_scored", "SAT12"), ("sat12_raw", "SAT12"),
        ("verbagg", "VerbAgg"), ("mathexam14w", "MathExam14W"))


def drawn(seed: int, n: int = 120, k: int = 9) -> np.ndarray:
    draw = np.random.default_rng(seed)
    return (draw.random((n, k)) < 1 / (1 + np.exp(-(draw.normal(0, 1, (n, 1)) - draw.normal(0, 1, k))))).astype(int)


def statistics_of(scores: np.ndarray):
    return item_statistics(score_table(matrix_from_scores(scores)))


@pytest.mark.parametrize(("name", "figures"), SETS)
def test_items_agree_with_the_published_data_sets(name, figures):
    wanted, found = expected(f"irt_{figures}")["ctt"], item_statistics(score_table(answers(name)))
    for field in ("p", "pbis_uncorrected", "pbis_corrected"):
        assert getattr(found, field) == pytest.approx(wanted[field], abs=1e-8), field


def test_the_biserial_agrees_with_the_one_of_sat12():
    found = item_statistics(score_table(answers("sat12_raw")))
    assert found.biserial_corrected == pytest.approx(expected("distractors_SAT12")["biserial_corrected_CTT"], abs=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_a_slow_computation_finds_the_same(seed):
    scores = drawn(seed)
    found = statistics_of(scores)
    for item, column in enumerate(scores.T):
        rest = scores.sum(axis=1) - column
        r = np.corrcoef(column, rest)[0, 1]
        p, curve = column.mean(), NormalDist()
        assert found.p[item] == pytest.approx(p, abs=1e-12)
        assert found.pbis_corrected[item] == pytest.approx(r, abs=1e-10)
        assert found.variance[item] == pytest.approx(column.var(ddof=1), abs=1e-12)
        assert found.covariance_with_total[item] == pytest.approx(np.cov(column, scores.sum(axis=1))[0, 1], abs=1e-10)
        ordinate = curve.pdf(curve.inv_cdf(p))
        assert found.biserial_corrected[item] == pytest.approx(r * math.sqrt(p * (1 - p)) / ordinate, abs=1e-10)


def test_the_order_of_persons_and_items_decides_nothing():
    scores, draw = drawn(1), np.random.default_rng(0)
    first, people, columns = statistics_of(scores), draw.permutation(len(scores)), draw.permutation(scores.shape[1])
    second = statistics_of(scores[people][:, columns])
    for name in ("p", "pbis_corrected", "biserial_corrected", "lower", "upper"):
        assert getattr(second, name) == pytest.approx(getattr(first, name)[columns], abs=1e-12)


def test_everybody_counted_twice_changes_no_correlation():
    scores = drawn(2)
    first, second = statistics_of(scores), statistics_of(np.vstack([scores, scores]))
    for name in ("p", "pbis_uncorrected", "pbis_corrected", "discrimination"):
        assert getattr(second, name) == pytest.approx(getattr(first, name), abs=1e-12)


def test_right_and_wrong_exchanged_mirror_the_shares_and_keep_the_correlations():
    scores = drawn(3)
    first, second = statistics_of(scores), statistics_of(1 - scores)
    assert second.p == pytest.approx(1 - first.p, abs=1e-12)
    assert second.pbis_corrected == pytest.approx(first.pbis_corrected, abs=1e-12)
    assert second.discrimination == pytest.approx(first.discrimination, abs=1e-12)


def test_what_is_undefined_stays_undefined():
    scores = drawn(4)
    scores[:, 0], scores[:, 1] = 1, 0
    found = statistics_of(scores)
    assert np.isnan(found.pbis_corrected[:2]).all() and np.isnan(found.biserial_corrected[:2]).all()
    assert np.isfinite(found.pbis_corrected[2:]).all()
    same = statistics_of(np.tile([[1], [0]], (10, 1)) * np.ones((1, 1)))
    assert np.isnan(same.pbis_corrected).all(), "one item has no rest to go with"
    assert np.isnan(biserial(np.array([0.2]), np.array([1.0]))).all()


def test_upper_and_lower_groups_take_part_of_the_persons_at_the_border():
    scores = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    table = score_table(matrix_from_scores(scores))
    lower, upper = group_shares(table, table.right, 0.5)
    assert lower.tolist() == [0.25, 0.25], "one with 0 right and, by halves, the two with 1: (0 + 0.5) / 2"
    assert upper.tolist() == [0.75, 0.75]


def test_groups_of_everybody_are_everybody():
    scores = drawn(5)
    table = score_table(matrix_from_scores(scores))
    lower, upper = group_shares(table, table.right, 1.0)
    assert lower == pytest.approx(scores.mean(axis=0)) and upper == pytest.approx(scores.mean(axis=0))


def test_a_score_table_counts_every_person_once_for_each_item():
    matrix = answers("sat12_raw")
    table = score_table(matrix)
    sums = table.chosen.sum(axis=1) + table.omitted + table.not_reached
    assert (sums == table.persons).all()
    assert table.persons.tolist() == expected("irt_SAT12")["score_freq"]
    assert (table.right == (table.chosen * table.is_key[:, :, None]).sum(axis=1)).all()


def test_a_wide_score_table_is_counted_in_pieces():
    scores = drawn(6, 40, 1100)
    assert CELLS_AT_ONCE < 1100 * 1101 * 4
    table = score_table(matrix_from_scores(scores))
    assert (table.right.sum(axis=1) == scores.sum(axis=0)).all()
    assert (table.right @ table.scores == scores.T @ scores.sum(axis=1)).all()
