"""What must not matter does not: the order of persons and items, which answer is right, counting alike rows once."""

import numpy as np
import pytest

from question_bank.psychometrics.irt import abilities, rasch_cml, rasch_mml, two_pl
from question_bank.psychometrics.irt.answers import Patterns, answers_of
from question_bank.psychometrics.irt.grid import Grid
from question_bank.psychometrics.irt.posterior import expect
from tests.support.simulated_answers import simulated

SLOPES = np.array([0.6, 0.8, 1.0, 1.2, 1.5, 1.9, 0.9, 1.1])
DIFFICULTIES = np.array([-1.6, -0.9, -0.3, 0.0, 0.2, 0.7, 1.1, 1.8])
MODELS = [rasch_cml, rasch_mml, two_pl]


@pytest.fixture(scope="module", params=[0.0, 0.1], ids=["complete", "with-gaps"])
def answers(request):
    return simulated(500, SLOPES, DIFFICULTIES, 31, missing=request.param)


def same(one, other, within=1e-6):
    np.testing.assert_allclose(one, other, atol=within)


@pytest.mark.parametrize("model", MODELS)
def test_the_order_of_persons_does_not_matter(answers, model):
    found, turned = model(answers), model(answers[np.random.default_rng(1).permutation(len(answers))])
    np.testing.assert_array_equal(found.difficulties, turned.difficulties)


@pytest.mark.parametrize("model", MODELS)
def test_the_order_of_items_does_not_matter(answers, model):
    order = np.random.default_rng(2).permutation(answers.shape[1])
    same(model(answers).difficulties[order], model(answers[:, order]).difficulties)


@pytest.mark.parametrize("model", MODELS)
def test_right_and_wrong_exchanged_turns_the_scale_round(answers, model):
    found, turned = model(answers), model(1 - answers)
    same(found.difficulties, -turned.difficulties)
    same(found.se_difficulties, turned.se_difficulties)
    same(found.log_likelihood, turned.log_likelihood)


@pytest.mark.parametrize("model", MODELS)
def test_everybody_twice_leaves_the_figures_and_narrows_the_errors_by_the_root_of_two(answers, model):
    found, twice = model(answers), model(np.vstack([answers, answers]))
    same(found.difficulties, twice.difficulties)
    same(found.se_difficulties, twice.se_difficulties * np.sqrt(2))
    same(2 * found.log_likelihood, twice.log_likelihood, 1e-4)


@pytest.mark.parametrize("method", ["EAP", "MAP", "ML", "WLE"])
def test_abilities_turn_with_the_scale(answers, method):
    intercepts = -SLOPES * DIFFICULTIES
    found, turned = abilities(answers, SLOPES, intercepts, method), abilities(1 - answers, SLOPES, -intercepts, method)
    same(found.theta, -turned.theta)
    same(found.se, turned.se)


def test_counting_alike_rows_once_changes_nothing(answers):
    missing = np.isnan(answers)
    apart = Patterns((answers == 1).astype(np.uint8), (~missing).astype(np.uint8) if missing.any() else None,
                     np.ones(len(answers)), np.arange(len(answers)))
    grid, intercepts = Grid(0.25, 6.0), -SLOPES * DIFFICULTIES
    together = answers_of(answers).patterns
    assert len(together) < len(answers)
    one, other = (expect(patterns, grid, SLOPES, intercepts) for patterns in (together, apart))
    same(one.right, other.right, 1e-9)
    same(one.log_likelihood, other.log_likelihood, 1e-9)


def test_single_precision_of_large_tables_costs_nothing_that_shows(monkeypatch):
    patterns = answers_of(simulated(3_000, 1.0, np.linspace(-2, 2, 40), 33)).patterns
    grid, slopes = Grid(0.25, 6.0), np.full(40, 1.1)
    exact = expect(patterns, grid, slopes, np.linspace(2, -2, 40))
    monkeypatch.setattr("question_bank.psychometrics.irt.posterior.CELLS_IN_DOUBLE", 0)
    rounded = expect(patterns, grid, slopes, np.linspace(2, -2, 40))
    assert abs(rounded.log_likelihood - exact.log_likelihood) < 1e-3
    np.testing.assert_allclose(rounded.right, exact.right, atol=1e-3)
