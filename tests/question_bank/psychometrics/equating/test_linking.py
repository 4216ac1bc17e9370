"""IRT links: the published common items, planted links that are found again, and true scores on two forms."""

import numpy as np
import pytest

from question_bank.psychometrics.equating import linking
from question_bank.psychometrics.equating.true_scores import ability_at, rasch_common_items, true_score_equating
from tests.support.reference_data import expected, kb36

X, Y = kb36()
COMMON = np.arange(2, 36, 3)
WANTED = expected("linking_KB36")
CURVES = {"Haebara": linking.haebara, "StockLord": linking.stocking_lord}


@pytest.mark.parametrize(("name", "method"), [("mm", linking.mean_mean), ("ms", linking.mean_sigma)])
def test_the_published_common_items_by_moments(name, method):
    link = method(X[COMMON], Y[COMMON])
    assert [link.slope, link.intercept] == pytest.approx(WANTED[name], abs=1e-6)


@pytest.mark.parametrize("name", CURVES)
def test_the_published_common_items_by_curves(name):
    link = CURVES[name](X[COMMON], Y[COMMON], d=1.7)
    assert [link.slope, link.intercept] == pytest.approx(WANTED[name], abs=1e-4)


@pytest.mark.parametrize("method", [linking.mean_mean, linking.mean_sigma, linking.haebara, linking.stocking_lord])
def test_a_planted_link_is_found_and_swapping_the_scales_inverts_it(method):
    planted = linking.Link("planted", 0.8, -0.6, 12)
    there, back = method(X, planted.items(X)), method(planted.items(X), X)
    assert [there.slope, there.intercept] == pytest.approx([0.8, -0.6], abs=1e-7)
    assert [back.slope, back.intercept] == pytest.approx([1.25, 0.75], abs=1e-7)
    assert np.max(np.abs(there.displaced)) < 1e-6


@pytest.mark.parametrize("name", CURVES)
def test_no_near_link_brings_the_curves_closer(name):
    link = CURVES[name](X[COMMON], Y[COMMON], d=1.7)

    def loss(slope, intercept):
        theta = np.linspace(-4, 4, 161)
        off = linking.curves(Y[COMMON], theta, 1.7) - linking.curves(
            linking.Link("", slope, intercept, 12).items(X[COMMON]), theta, 1.7)
        return np.mean(np.sum(off, axis=1) ** 2) if name == "StockLord" else np.mean(np.sum(off**2, axis=1))

    best = loss(link.slope, link.intercept)
    assert best == pytest.approx(link.loss, rel=1e-9)
    assert all(loss(link.slope + da, link.intercept + db) > best for da in (-1e-3, 0, 1e-3) for db in (-1e-3, 1e-3))


def test_rasch_items_keep_their_slope():
    x = np.stack([np.ones(8), np.linspace(-2, 2, 8), np.zeros(8)], axis=1)
    y = x + np.array([0, 0.7, 0])
    for method in CURVES.values():
        link = method(x, y, fixed_slope=True)
        assert [link.slope, link.intercept] == pytest.approx([1, 0.7], abs=1e-8)
    assert linking.rasch_shift(x, y).intercept == pytest.approx(0.7)


def test_a_common_item_that_drifted_stands_out():
    y = linking.Link("", 1.1, 0.2, 36).items(X)
    y[4, 1] += 1.5
    displaced = linking.stocking_lord(X, y, d=1.7).displaced
    assert np.argmax(np.abs(displaced)) == 4 and displaced[4] > 1


@pytest.mark.parametrize(("x", "y", "words"), [
    (X[:2], Y[:2], "at least 3 common items"), (X[:5], Y[:4], "the same"), (X[:5, :2], Y[:5], "three columns"),
    (X[:5] * [0, 1, 1], Y[:5], "slope of 0"), (X[:3] * [1, 0, 1], Y[:3], "different difficulty")])
def test_what_cannot_be_linked_is_refused_in_words(x, y, words):
    with pytest.raises(ValueError, match=words):
        linking.mean_sigma(x, y)


def test_a_score_at_the_sum_of_the_lower_asymptotes_stays_low_when_that_sum_was_rounded_down():
    alike = np.column_stack([np.ones(20), np.linspace(-1, 1, 20), np.full(20, 0.15)])
    assert alike[:, 2].sum() < 3
    assert true_score_equating(alike, alike).yx == pytest.approx(np.arange(21), abs=1e-9)


def test_true_scores_of_one_form_are_its_own_and_of_two_forms_rise():
    assert true_score_equating(X, X, 1.7).yx == pytest.approx(np.arange(37), abs=1e-9)
    link = linking.mean_sigma(X[COMMON], Y[COMMON])
    there = true_score_equating(link.items(X), Y, 1.7).yx
    assert there[0] == 0 and there[-1] == 36 and np.all(np.diff(there) > 0)
    back = true_score_equating(Y, link.items(X), 1.7).yx
    assert np.interp(there[10:33], np.arange(37), back) == pytest.approx(np.arange(10, 33), abs=0.02)


def test_an_ability_gives_back_its_score():
    scores = np.array([8.0, 15, 30, 35.5])
    assert linking.curves(X, ability_at(X, scores, 1.7), 1.7).sum(axis=1) == pytest.approx(scores, abs=1e-9)
    with pytest.raises(ValueError, match="slopes are above 0"):
        ability_at(X * [-1, 1, 1], scores)


def test_rasch_forms_with_common_items_are_equated_whatever_origin_their_scales_have():
    draw = np.random.default_rng(6)
    x, own_y = draw.normal(0, 1, 30), draw.normal(0.3, 1, 20)
    y = np.concatenate([x[:10], own_y])
    pairs = [(place, place) for place in range(10)]
    answer, link = rasch_common_items(x - 2.0, y + 0.5, pairs)
    assert link.intercept == pytest.approx(2.5)
    assert answer.notes == () and np.max(answer.se) < 1e-9
    shifted, _ = rasch_common_items(x, y, pairs)
    assert answer.yx == pytest.approx(shifted.yx, abs=1e-9)
    same, _ = rasch_common_items(x, x + 1, pairs)
    assert same.yx == pytest.approx(np.arange(31), abs=1e-9)


def test_a_displaced_rasch_item_is_asked_about_and_widens_the_error():
    x = np.linspace(-2, 2, 20)
    y = x.copy()
    y[3] += 0.9
    answer, _ = rasch_common_items(x, y, [(place, place) for place in range(10)])
    assert answer.notes == ("Common item 4 is displaced by +0.81 logits; did it change?",)
    assert answer.se[0] == 0 and answer.se[10] > 0.2
