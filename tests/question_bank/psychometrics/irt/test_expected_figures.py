"""Five published data sets: what mirt, ltm, TAM, psychotools and eRm find is what the calibrations here find."""

import numpy as np
import pytest

from question_bank.psychometrics.irt import abilities, abilities_by_score, irt_report
from tests.support.reference_data import columns, expected

SETS = {"LSAT6": "lsat6", "LSAT7": "lsat7", "SAT12": "sat12_scored", "VerbAgg": "verbagg", "MathExam14W": "mathexam14w"}


@pytest.fixture(scope="module", params=SETS)
def case(request):
    """The expected figures of a set and our report on it."""
    return expected(f"irt_{request.param}"), irt_report(columns(f"irt/{SETS[request.param]}.csv"))


def numbers(values) -> np.ndarray:
    """An array; what is null, infinite or not available is nan."""
    plain = [np.nan if value in (None, "NA", "Inf", "-Inf") else value for value in np.atleast_1d(values)]
    return np.array(plain, dtype=float)


def close(ours, theirs, within: float) -> None:
    np.testing.assert_allclose(numbers(ours), numbers(theirs), rtol=0, atol=within)


def test_conditional_difficulties_sum_to_zero_and_agree(case):
    wanted, found = case[0]["rasch_cml"], case[1]["rasch_cml"]
    close(found["difficulty_sum_zero"], wanted["difficulty_sum_zero"], 1e-5)
    close(found["cond_loglik"], wanted["cond_loglik"], 1e-5)
    close(found["se_eRm"], wanted["se_eRm"], 2e-4)
    assert abs(sum(found["difficulty_sum_zero"])) < 1e-9


def test_abilities_by_score_agree_and_have_no_figure_for_none_or_all_right(case):
    wanted, found = case[0]["rasch_cml"]["ml_theta_by_raw_score_eRm"], case[1]["rasch_cml"]["ml_theta_by_raw_score_eRm"]
    assert found["score"] == wanted["score"]
    inside = [place for place, score in enumerate(wanted["score"]) if 0 < score < case[0]["k"]]
    close(np.array(found["theta"])[inside], np.array(wanted["theta"])[inside], 1e-4)
    assert all(theta is None for place, theta in enumerate(found["theta"]) if place not in inside)


def test_infit_outfit_and_separation_agree(case):
    wanted, found = case[0]["rasch_cml"], case[1]["rasch_cml"]
    close(found["infit_msq_eRm"], wanted["infit_msq_eRm"], 2e-4)
    close(found["outfit_msq_eRm"], wanted["outfit_msq_eRm"], 2e-4)
    close(found["person_separation_reliability_eRm"], wanted["person_separation_reliability_eRm"], 5e-4)


def test_marginal_rasch_difficulties_and_sigma_agree(case):
    wanted, found = case[0]["rasch_mml"], case[1]["rasch_mml"]
    for name in ("delta", "sigma", "common_slope_a", "common_slope_b", "loglik"):
        close(found[name], wanted[name], 1e-5)
    close(found["fixed_a1_sigma1"]["b"], wanted["fixed_a1_sigma1"]["b"], 1e-5)
    close(found["fixed_a1_sigma1"]["loglik"], wanted["fixed_a1_sigma1"]["loglik"], 1e-5)


def test_expected_abilities_by_score_agree(case):
    wanted = case[0]["rasch_mml"]["EAP_by_raw_score_theta_sd1"]
    found = case[1]["rasch_mml"]["EAP_by_raw_score_theta_sd1"]
    assert found["score"] == wanted["score"]
    close(found["theta_sigma1"], wanted["theta_sigma1"], 1e-5)
    close(found["se"], wanted["se"], 1e-5)


def test_two_parameter_figures_and_their_errors_agree(case):
    wanted, found = case[0]["twopl"], case[1]["twopl"]
    for name in ("a", "d", "loglik", "AIC", "BIC"):
        close(found[name], wanted[name], 2e-5)
    clear = (np.abs(wanted["a"]) >= 0.3) & (np.abs(wanted["b"]) <= 5)
    close(np.array(found["b"])[clear], np.array(wanted["b"])[clear], 1e-4)
    np.testing.assert_allclose(found["se_a_oakes"], wanted["se_a_oakes"], rtol=1e-3)
    np.testing.assert_allclose(found["se_d_oakes"], wanted["se_d_oakes"], rtol=1e-3)


def test_every_calibration_proves_its_quadrature(case):
    for model in ("rasch_mml", "twopl"):
        proof = case[1][model]["quadrature"]
        assert proof["proved"] and abs(proof["loglik_change"]) < 0.01
        assert case[1][model]["notes"] == []


def test_abilities_of_the_first_persons_agree(case):
    wanted, found = case[0]["first20_rows_twopl"], case[1]["first20_rows_twopl"]
    for name in ("EAP", "EAP_se", "ML"):
        close(found[name], wanted[name], 2e-5)
    close(found["ML_se"], wanted["ML_se"], 2e-4)
    for name in ("marginal_reliability_2pl", "empirical_reliability_EAP_2pl"):
        close(case[1][name], case[0][name], 1e-5)


@pytest.mark.parametrize("method", ["EAP", "MAP", "ML", "WLE"])
@pytest.mark.parametrize("name", SETS)
def test_abilities_for_given_items_agree_and_the_endless_have_none(name, method):
    figures = expected(f"irt_{name}")
    wanted = figures["abilities_given_the_twopl_parameters_above"]
    patterns = np.array([[float(answer) for answer in pattern] for pattern in wanted["patterns"]])
    found = abilities(patterns, figures["twopl"]["a"], figures["twopl"]["d"], method)
    theta, endless = numbers(wanted[f"twopl_{method}"]["theta"]), np.isinf(found.theta)
    np.testing.assert_array_equal(np.isnan(theta), endless)
    close(found.theta[~endless], theta[~endless], 2e-5)
    close(found.se[~endless], numbers(wanted[f"twopl_{method}"]["se"])[~endless], 2e-3)


def test_an_endless_ability_points_the_right_way():
    found = abilities_by_score([-1.0, 0.0, 1.0], "ML")
    assert found.theta[0] == -np.inf and found.theta[-1] == np.inf
    assert np.isnan(found.se[[0, -1]]).all()
