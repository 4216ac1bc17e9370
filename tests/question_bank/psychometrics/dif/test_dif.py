"""DIF: a published table, planted items that are found, clean items that stay clean, and what is refused."""

import numpy as np
import pytest

from question_bank.psychometrics.dif.logistic import fitted, logistic_dif
from question_bank.psychometrics.dif.mantel_haenszel import ets_classes, mantel_haenszel, of_counts
from question_bank.psychometrics.dif.matching import matched
from question_bank.psychometrics.dif.standardisation import standardised_p_dif
from question_bank.psychometrics.enough import TooFew
from tests.support.simulated import abilities, answers_of

# Admissions to Berkeley in 1973 by department (Bickel, Hammel and O'Connell, 1975): men, then women.
ADMITTED = np.array([[512, 353, 120, 138, 53, 22], [89, 17, 202, 131, 94, 24]], dtype=float)[:, :, None]
REJECTED = np.array([[313, 207, 205, 279, 138, 351], [19, 8, 391, 244, 299, 317]], dtype=float)[:, :, None]
ITEMS = 30
DIFFICULTIES = np.linspace(-1.5, 1.5, ITEMS)


def two_groups(harder: dict[int, float], n: int = 1500, seed: int = 1, impact: float = -0.5):
    """Answers of a reference and a less able focal group, for whom some items are harder by so many logits."""
    theta = np.concatenate([abilities(n, seed), abilities(n, seed + 1, impact)])
    focal = np.repeat([False, True], n)
    b = np.tile(DIFFICULTIES, (2 * n, 1))
    for item, logits in harder.items():
        b[n:, item] += logits
    return answers_of(theta, b, seed + 2), focal


def test_the_published_admissions_to_berkeley():
    """As R's mantelhaen.test(UCBAdmissions) prints: 1.4269, p 0.2323, ratio 0.9046968 (0.7719074 to 1.0603298)."""
    figures = of_counts(ADMITTED, REJECTED)
    ratio, error = figures["odds_ratio"][0], figures["se"][0] / 2.35
    assert figures["chi_square"][0] == pytest.approx(1.4269, abs=5e-5)
    assert figures["p"][0] == pytest.approx(0.2323, abs=5e-5)
    assert ratio == pytest.approx(0.9046968, abs=5e-8)
    assert ratio * np.exp(1.959964 * np.array([-error, error])) == pytest.approx([0.7719074, 1.0603298], abs=1e-6)


def test_the_classes_follow_size_and_significance():
    delta, se, p = [0.9, -1.2, 1.2, -1.6, 1.6, 3.0, np.nan], [0.2, 0.3, 0.9, 0.5, 0.2, 0.3, 1], [0.001] * 7
    p[2] = 0.2
    assert ets_classes(delta, se, p) == ("A", "B", "A", "B", "C", "C", None)


def test_planted_items_are_found_and_the_others_left_alone():
    answers, focal = two_groups({4: 0.9, 11: -0.9, 20: 1.2})
    found = mantel_haenszel(answers, focal)
    assert {item for item, name in enumerate(found.classes) if name == "C"} == {4, 11, 20}
    assert found.left_out == {4, 11, 20}
    assert found.delta[[4, 11, 20]] == pytest.approx([-2.35 * 0.9, 2.35 * 0.9, -2.35 * 1.2], abs=0.45)
    assert np.all(standardised_p_dif(answers, focal, found.left_out).p_dif[[4, 20]] < -0.1)
    logistic = logistic_dif(answers, focal, found.left_out)
    assert {item for item, p in enumerate(logistic.p_uniform) if p < 1e-6} == {4, 11, 20}
    assert logistic.coefficients[4, 2] == pytest.approx(-0.9, abs=0.2)


def test_clean_items_stay_clean_at_the_nominal_rate_though_the_groups_differ():
    p_mh, p_logistic = [], []
    for seed in range(12):
        answers, focal = two_groups({}, n=500, seed=100 + 7 * seed, impact=-0.4)
        result = mantel_haenszel(answers, focal, purified=False)
        assert "C" not in result.classes
        p_mh.append(result.p)
        p_logistic.append(logistic_dif(answers, focal).p_both)
    assert 0.01 < np.mean(np.array(p_mh) < 0.05) < 0.075
    assert 0.02 < np.mean(np.array(p_logistic) < 0.05) < 0.085


def test_a_purified_matching_score_takes_less_bias_from_one_sided_dif():
    answers, focal = two_groups(dict.fromkeys(range(12), 0.8))
    raw, pure = mantel_haenszel(answers, focal, purified=False), mantel_haenszel(answers, focal)
    assert np.abs(np.mean(pure.delta[12:])) < np.abs(np.mean(raw.delta[12:]))


def test_a_slope_that_differs_is_non_uniform():
    n = 3000
    theta, focal = abilities(2 * n, 3), np.repeat([False, True], n)
    answers = answers_of(theta, np.tile(DIFFICULTIES, (2 * n, 1)), 4)
    answers[n:, 15] = answers_of(theta[n:], np.zeros(1), 5, a=0.2)[:, 0]
    found = logistic_dif(answers, focal)
    assert found.p_non_uniform[15] < 1e-6 and found.coefficients[15, 3] < -0.3
    assert found.both == pytest.approx(found.uniform + found.non_uniform)


def test_the_effect_sizes_name_what_is_large():
    found = logistic_dif(*two_groups({10: 0.15, 15: 1.4, 20: 3.0}))
    assert found.r2_change[20] > found.r2_change[15] > 0.035
    assert found.jodoin_gierl[20] == "C" and found.zumbo_thomas[20] in {"B", "C"}
    assert found.jodoin_gierl[10] == "A" and found.zumbo_thomas[15] == "A"


def test_swapping_the_groups_turns_every_sign():
    answers, focal = two_groups({4: 0.9}, n=400)
    there, back = mantel_haenszel(answers, focal, purified=False), mantel_haenszel(answers, ~focal, purified=False)
    assert there.delta == pytest.approx(-back.delta)
    assert there.chi_square == pytest.approx(back.chi_square)
    assert there.se == pytest.approx(back.se)
    assert logistic_dif(answers, focal).both == pytest.approx(logistic_dif(answers, ~focal).both, abs=1e-6)


def test_the_regression_stands_where_its_gradient_is_nothing():
    draw = np.random.default_rng(2)
    design = np.stack([np.ones((40, 3)), draw.normal(size=(40, 3)), draw.normal(size=(40, 3))], axis=-1)
    answered = draw.integers(1, 30, (40, 3)).astype(float)
    right = np.floor(answered * draw.random((40, 3)))
    beta, _ = fitted(design, right, answered)
    p = 1 / (1 + np.exp(-np.einsum("ckp,kp->ck", design, beta)))
    assert np.einsum("ckp,ck->kp", design, right - answered * p) == pytest.approx(np.zeros((3, 3)), abs=1e-6)


def test_what_is_undefined_stays_undefined():
    answers, focal = two_groups({}, n=300)
    answers[:, 3] = 1
    answers[:, 7] = np.where(focal, 1, answers[:, 7])
    result, logistic = mantel_haenszel(answers, focal, purified=False), logistic_dif(answers, focal)
    assert np.isnan(result.delta[3]) and result.classes[3] is None
    assert np.isnan(logistic.both[3]) and logistic.jodoin_gierl[3] is None
    assert np.isfinite(result.delta[5]) and np.isfinite(logistic.both[5])
    assert np.isnan(logistic.both[7])


def test_missing_answers_leave_a_person_out_of_that_item_only():
    answers, focal = two_groups({}, n=200)
    answers[::3, 2] = np.nan
    cells = matched(answers, focal)
    assert cells.answered[:, :, 2].sum() == np.isfinite(answers[:, 2]).sum()
    assert cells.answered[:, :, 5].sum() == 400
    assert np.all(cells.right <= cells.answered)


def test_an_item_counts_in_its_own_matching_score_even_when_left_out():
    answers, focal = two_groups({}, n=200)
    cells = matched(answers, focal, frozenset({6}))
    own = np.delete(answers, 6, axis=1).sum(axis=1) + answers[:, 6]
    assert cells.answered[1, :, 6] == pytest.approx(np.bincount(own[focal].astype(int), minlength=ITEMS + 1))


def test_small_groups_are_refused_in_words_and_groups_under_ten_always():
    answers, focal = two_groups({}, n=60)
    with pytest.raises(TooFew, match=r"reference group\) needs at least 100 people; there are 60"):
        mantel_haenszel(answers, focal)
    assert mantel_haenszel(answers, focal, least=50).n_focal == 60
    focal[:] = np.arange(120) < 9
    with pytest.raises(TooFew, match=r"focal group\) needs at least 10 people"):
        standardised_p_dif(answers, focal, least=1)


def test_answers_that_are_no_answers_are_refused():
    answers, focal = two_groups({}, n=200)
    with pytest.raises(ValueError, match="0, 1 or missing"):
        matched(answers * 2, focal)
    with pytest.raises(ValueError, match="a group for each row"):
        matched(answers, focal[:-1])
