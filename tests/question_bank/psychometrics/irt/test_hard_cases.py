"""Answers that break a careless calibration: each ends in honest figures or in a sentence, never in a cut number."""

import json

import numpy as np
import pytest

from question_bank.psychometrics.irt import NotScored, abilities, irt_report, rasch_cml, rasch_mml, two_pl
from question_bank.psychometrics.irt.answers import answers_of
from question_bank.psychometrics.irt.climbing import newton_step
from question_bank.psychometrics.irt.grid import Grid
from question_bank.psychometrics.irt.two_pl_model import TwoPlModel
from tests.support.simulated_answers import simulated

EVEN = np.linspace(-2, 2, 20)


def test_slopes_above_six_are_found_on_a_grid_fine_enough():
    slopes = np.ones(20)
    slopes[[7, 10, 12]] = 8.0, 7.0, 9.0
    found = two_pl(simulated(2_000, slopes, EVEN, 41))
    assert found.quadrature.proved and len(found.quadrature.grid.nodes) > 100
    assert found.slopes[[7, 10, 12]].min() > 5
    assert np.all(np.abs(found.slopes - slopes) < 4 * found.se_slopes)


def test_slopes_near_zero_and_below_come_out_as_they_are():
    slopes = np.concatenate([[0.0, -0.8, -1.5], np.ones(17)])
    found = two_pl(simulated(3_000, slopes, EVEN, 42))
    assert np.all(np.abs(found.slopes - slopes) < 4 * found.se_slopes)
    assert found.slopes[1] < 0 and found.slopes[2] < 0 and found.notes == ()


def test_difficulties_beyond_ten_are_not_pulled_in():
    slopes, difficulties = np.concatenate([[0.3, 0.25], np.ones(18)]), np.concatenate([[11.0, -12.0], EVEN[1:-1]])
    found = two_pl(simulated(5_000, slopes, difficulties, 43))
    assert found.difficulties[0] > 6 and found.difficulties[1] < -6
    assert np.all(np.abs(found.difficulties - difficulties) < 4 * found.se_difficulties)


@pytest.mark.parametrize("model", [rasch_cml, rasch_mml, two_pl])
def test_items_that_everybody_answered_alike_are_named_and_have_no_figures(model):
    answers = simulated(300, 1.0, EVEN, 44)
    answers[:, 3], answers[:, 5], answers[:, 7] = 1, 0, np.nan
    found = model(answers, [f"q{place}" for place in range(20)])
    assert np.flatnonzero(np.isnan(found.difficulties)).tolist() == [3, 5, 7]
    assert [note.split(" is ")[0] for note in found.notes] == ["q3", "q5", "q7"]
    without = model(np.delete(answers, [3, 5, 7], axis=1))
    np.testing.assert_allclose(found.difficulties[found.kept], without.difficulties, atol=1e-7)


def test_an_item_given_twice_is_left_out_of_the_2pl_by_name():
    answers = simulated(1_000, 1.0, EVEN[::2], 45)
    answers[:, 1] = answers[:, 0]
    found = two_pl(answers)
    assert found.admissible and np.isnan(found.slopes[:2]).all() and np.isfinite(found.slopes[2:]).all()
    assert "item 1" in found.notes[0] and "grows without end" in found.notes[0]


def test_a_2pl_that_cannot_be_falls_back_to_rasch_in_words():
    answers = simulated(300, 1.0, [-0.5, 0.5], 51).repeat(2, axis=1)
    report = irt_report(answers)
    assert report["twopl"]["a"] == [None] * 4
    assert report["twopl"]["notes"][-1].endswith("Use the Rasch figures.")
    assert report["abilities_model"] == "rasch_mml" and len(report["abilities"]["rasch_EAP"]["theta"]) == len(answers)


def test_perfectly_ordered_answers_have_no_finite_spread():
    answers = (np.arange(11)[:, None] > np.arange(10)).astype(float).repeat(30, axis=0)
    marginal, conditional = rasch_mml(answers), rasch_cml(answers)
    assert not marginal.admissible and "grows without end" in marginal.notes[-1]
    assert not conditional.admissible and np.isnan(conditional.difficulties).all()


def test_scores_that_hardly_differ_have_no_spread():
    answers = np.eye(6).repeat(40, axis=0)
    found = rasch_mml(answers)
    assert not found.admissible and "estimated as 0" in found.notes[-1]
    assert rasch_cml(answers).admissible


def test_groups_of_items_that_nobody_links_are_named():
    answers = simulated(400, 1.0, EVEN[::2], 46)
    answers[:200, 5:], answers[200:, :5] = np.nan, np.nan
    found = rasch_cml(answers)
    assert not found.admissible and "item 1, item 2, item 3, item 4, item 5" in found.notes[-1]


@pytest.mark.parametrize(("persons", "items"), [(50, 5), (50, 100), (1, 20), (2, 2), (3, 1)])
def test_very_small_tables_give_figures_or_a_sentence(persons, items):
    answers = simulated(persons, 1.0, np.linspace(-1, 1, items), 47)
    report = irt_report(answers)
    json.dumps(report, allow_nan=False)
    for model, figure in (("rasch_cml", "difficulty_sum_zero"), ("rasch_mml", "delta"), ("twopl", "a")):
        assert report[model]["notes"] or None not in report[model][figure]


def test_a_hundred_items_of_extreme_difficulty_do_not_overflow():
    difficulties = np.linspace(-9, 9, 120)
    found = rasch_cml(simulated(1_500, 2.0, difficulties / 2, 48))
    inner = np.abs(difficulties) < 3
    off = (found.difficulties - difficulties)[inner]
    assert found.admissible and np.std(off - off.mean()) < 0.25


def test_a_coarse_grid_does_not_pass_its_own_proof():
    answers = simulated(400, 3.0, EVEN, 49)
    found = two_pl(answers)
    coarse = TwoPlModel(answers_of(answers).patterns, Grid(1.0, 4.0))
    point = np.concatenate([found.slopes, found.intercepts])
    assert abs(coarse.slope(point)[0] - found.log_likelihood) > 0.01
    assert found.quadrature.proved


def test_a_point_that_does_not_curve_down_gives_no_newton_step():
    model = TwoPlModel(answers_of(simulated(200, 1.0, EVEN, 50)).patterns, Grid(0.25, 6.0))
    view = model.view(np.concatenate([np.full(20, 1e-9), np.zeros(20)]))
    assert newton_step(view) is None


def test_answers_other_than_0_1_and_missing_are_refused_with_a_sentence():
    with pytest.raises(NotScored, match="score the answers with the key"):
        two_pl([[0, 1, 2], [1, 0, 1]])
    with pytest.raises(NotScored, match="a row for each person"):
        two_pl([0, 1, 1])
    with pytest.raises(NotScored, match="3 columns of answers but 2 names"):
        two_pl([[0, 1, 1]], ["a", "b"])


def test_a_person_without_answers_has_only_the_prior():
    nobody = np.full((1, 3), np.nan)
    expected, likely = (abilities(nobody, np.ones(3), np.zeros(3), method) for method in ("EAP", "ML"))
    np.testing.assert_allclose([expected.theta[0], expected.se[0]], [0, 1], atol=1e-9)
    assert np.isnan(likely.theta[0]) and np.isnan(likely.se[0])


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="use EAP, MAP, ML or WLE"):
        abilities([[0, 1]], [1, 1], [0, 0], "BAYES")


def test_an_item_that_three_of_thousands_had_wrong_is_placed_as_exactly_as_in_double_precision(monkeypatch):
    answers = simulated(7_000, 1.2, np.linspace(-2, 2, 25), 52)
    answers[:, 3] = 1.0
    answers[[10, 2_000, 4_000], 3] = 0.0
    monkeypatch.setattr("question_bank.psychometrics.irt.posterior.CELLS_IN_DOUBLE", 0)
    found = two_pl(answers)
    monkeypatch.setattr("question_bank.psychometrics.irt.posterior.CELLS_IN_DOUBLE", 10**9)
    exact = two_pl(answers)
    assert found.admissible and found.quadrature.proved and found.intercepts[3] > 5
    np.testing.assert_allclose(found.slopes, exact.slopes, atol=1e-4)
    np.testing.assert_allclose(found.intercepts, exact.intercepts, atol=1e-4)
