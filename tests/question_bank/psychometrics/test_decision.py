"""Decision consistency and accuracy: betafunctions' figures, simulation, and refusals."""

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import matrix_from_scores
from question_bank.psychometrics.classical import item_statistics
from question_bank.psychometrics.decision import hanson_brennan, livingston_lewis, subkoviak
from question_bank.psychometrics.reliability import reliability, score_distribution
from question_bank.psychometrics.score_table import score_table
from question_bank.psychometrics.true_scores import TrueScores, fitted, true_moments
from tests.support.reference_data import answers, expected

FIGURES = expected("decision_consistency")
FILES = {"SAT12": "sat12_scored", "MathExam14W": "mathexam14w", "LSAT7": "lsat7"}


def decided(method, matrix, cut: int):
    table = score_table(matrix)
    spread = score_distribution(table)
    return method(table, cut, reliability(table, item_statistics(table)).alpha, spread.mean, spread.sd)


def facts(name: str):
    wanted = FIGURES[name]
    return wanted, answers(FILES[wanted["dataset"]])


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("method", "label", "within"), [
    (hanson_brennan, "HB_2P", 0.003), (livingston_lewis, "LL_2P", 0.015)])
def test_beta_methods_agree_with_betafunctions(name, method, label, within):
    wanted, matrix = facts(name)
    found, figures = decided(method, matrix, wanted["cut"]), wanted[label]
    assert (found.consistency, found.chance, found.kappa, found.accuracy) == pytest.approx(
        (figures["p"], figures["p_c"], figures["kappa"], figures["accuracy"]["Accuracy"]), abs=within)
    assert found.accuracy == pytest.approx(1 - found.false_pass - found.false_fail)


@pytest.mark.parametrize("name", FIGURES)
def test_subkoviak_agrees_with_its_formula(name):
    wanted, matrix = facts(name)
    found, figures = decided(subkoviak, matrix, wanted["cut"]), wanted["subkoviak_kelley_alpha"]
    assert (found.consistency, found.chance, found.kappa) == pytest.approx(
        (figures["p0"], figures["pc"], figures["kappa"]), abs=1e-9)
    assert found.accuracy is None


def test_lords_k_and_both_fits_are_those_of_betafunctions():
    wanted, matrix = facts("SAT12_16")
    found, parameters = decided(hanson_brennan, matrix, 16), wanted["HB_2P"]["parameters"]
    assert found.lords_k == pytest.approx(parameters["k"], abs=1e-6)
    assert (found.true_scores.alpha, found.true_scores.beta) == pytest.approx((parameters["alpha"], parameters["beta"]))
    lewis = decided(livingston_lewis, matrix, 16)
    assert lewis.length == pytest.approx(wanted["LL_2P"]["parameters"]["etl"], abs=1e-6)


@pytest.mark.parametrize(("name", "words"), [
    ("SAT12_16", "0.124 to 1.643, leaves 0 to 1. Two parameters"), ("MathExam14W_7", "Two parameters"),
    ("LSAT7_4", "-0.450 to 0.990, leaves 0 to 1. Two parameters")])
def test_a_fit_that_is_not_admissible_falls_back_in_the_open(name, words):
    wanted, matrix = facts(name)
    found = decided(hanson_brennan, matrix, wanted["cut"])
    assert words in found.note and found.true_scores.parameters == 2


def test_four_parameters_are_found_again_and_used_where_they_are_admissible():
    draw, k = np.random.default_rng(6), 60
    true = 0.25 + 0.6 * draw.beta(3, 2, 40_000)
    matrix = matrix_from_scores((draw.random((40_000, k)) < true[:, None]).astype(int))
    again = (draw.binomial(k, true) >= 36) == (matrix.right().sum(axis=1) >= 36)
    agreed = (true >= 0.6) == (matrix.right().sum(axis=1) >= 36)
    for method in (hanson_brennan, livingston_lewis):
        found = decided(method, matrix, 36)
        assert found.note == "" and found.true_scores.parameters == 4
        assert (found.true_scores.low, found.true_scores.high) == pytest.approx((0.25, 0.85), abs=0.05)
        assert (found.consistency, found.accuracy) == pytest.approx((again.mean(), agreed.mean()), abs=0.01)


def test_moments_of_a_known_beta_give_it_back():
    wanted = TrueScores(3.0, 5.0, 0.1, 0.9, 4)
    shares, weights, _ = wanted.points(0.5)
    moments = [float(weights @ shares**order) for order in (1, 2, 3, 4)]
    found, why = fitted(moments)
    assert why == "" and (found.alpha, found.beta, found.low, found.high) == pytest.approx((3, 5, 0.1, 0.9), abs=1e-6)


@pytest.mark.parametrize("shapes", [(0.4, 0.6), (1.0, 1.0), (2.0, 7.0), (80.0, 40.0)])
def test_quadrature_gives_the_mean_of_every_shape_and_splits_at_the_cut(shapes):
    shares, weights, above = TrueScores(*shapes).points(0.3)
    assert float(weights @ shares) == pytest.approx(shapes[0] / sum(shapes), abs=1e-9)
    assert shares[above].min() >= 0.3 - 1e-12 and (not (~above).any() or shares[~above].max() <= 0.3 + 1e-12)


def test_binomial_moments_are_those_of_lord_without_k():
    scores, persons = np.arange(5), np.array([1, 4, 6, 4, 1])  # binomial with share 0.5: no spread of true scores
    assert true_moments(scores, persons, 4) == pytest.approx([0.5, 0.25, 0.125, 0.0625])


@pytest.mark.parametrize("method", [hanson_brennan, livingston_lewis, subkoviak])
@pytest.mark.parametrize(("scores", "cut", "words"), [
    (np.ones((20, 6)), 3, "same score"), (np.eye(6)[np.arange(24) % 6], 3, "same score"),
    (np.vstack([np.eye(6), 1 - np.eye(6)]), 9, "no score from 1 to 6"), (np.eye(3), 2, "Fewer than four items")])
def test_what_cannot_be_said_is_refused_in_words(method, scores, cut, words):
    found = decided(method, matrix_from_scores(scores), cut)
    assert found.consistency is None and words in found.note


def test_a_reliability_below_zero_is_refused():
    draw = np.random.default_rng(2)
    half = draw.integers(0, 2, (60, 3))
    matrix = matrix_from_scores(np.hstack([half, 1 - half[:, :2], draw.integers(0, 2, (60, 1))]))
    assert "between 0 and 1" in decided(subkoviak, matrix, 3).note
