"""Raters: the six targets and four judges of Shrout and Fleiss, and panels whose faults are planted."""

import numpy as np
import pytest

from question_bank.psychometrics.raters import intraclass, mean_squares, panel, to_discuss
from tests.support.reference_data import columns, expected

RATINGS = columns("standard_setting/shrout_fleiss_1979.csv")[:, 1:]
WANTED = expected("rater_agreement_ShroutFleiss")


@pytest.mark.parametrize(("place", "kind"), list(enumerate(WANTED["type"])))
def test_the_published_ratings_of_shrout_and_fleiss(place, kind):
    got = intraclass(RATINGS)[kind]
    assert [got.value, got.low, got.high] == pytest.approx(
        [WANTED[name][place] for name in ("ICC", "lower", "upper")], abs=1e-6)
    assert [got.f, got.df1, got.df2] == pytest.approx([WANTED[name][place] for name in ("F", "df1", "df2")], abs=1e-6)
    assert (got.n, got.k) == (6, 4)


def test_the_article_prints_them_to_two_places():
    printed = {"ICC1": 0.17, "ICC2": 0.29, "ICC3": 0.71, "ICC1k": 0.44, "ICC2k": 0.62, "ICC3k": 0.91}
    assert {kind: round(found.value, 2) for kind, found in intraclass(RATINGS).items()} == printed
    squares = mean_squares(RATINGS)
    assert [squares.targets, squares.within, squares.raters, squares.residual] == pytest.approx(
        [11.24, 6.26, 32.49, 1.02], abs=0.005)


def test_the_panel_of_the_published_ratings():
    got = panel(RATINGS)
    pairs = {"judge_means": got.judge_means, "judge_sums": got.judge_cuts, "panel_mean": got.mean,
             "sd_of_judge_means": got.sd_of_judges, "se_of_panel_mean": got.se_of_mean,
             "median_of_judge_means": got.median_of_judges, "item_means": got.item_means, "item_sds": got.item_sds}
    for name, value in pairs.items():
        assert value == pytest.approx(WANTED[name], abs=1e-8), name
    assert got.cut == pytest.approx(6 * got.mean) and got.se == pytest.approx(6 * got.se_of_mean)


def test_consistency_forgives_severity_and_agreement_does_not():
    strict = RATINGS + np.array([0, 3, 0, 0])
    there, back = intraclass(RATINGS), intraclass(strict)
    assert back["ICC3"].value == pytest.approx(there["ICC3"].value)
    assert back["ICC2"].value != pytest.approx(there["ICC2"].value)


def test_shifting_and_stretching_all_ratings_changes_no_agreement():
    there, back = intraclass(RATINGS), intraclass(5 * RATINGS - 2)
    assert all(back[kind].value == pytest.approx(there[kind].value) for kind in there)


def a_panel(items=60, judges=10, seed=3, severity=0.08, noise=0.08):
    draw = np.random.default_rng(seed)
    return np.clip(draw.uniform(0.4, 0.9, items)[:, None] + draw.normal(0, severity, judges)
                   + draw.normal(0, noise, (items, judges)), 0, 1)


def test_a_severe_judge_and_one_who_guesses_stand_out():
    ratings = a_panel()
    ratings[:, 2] = np.clip(ratings[:, 2] + 0.3, 0, 1)
    ratings[:, 7] = np.random.default_rng(1).permutation(ratings[:, 7])
    found = panel(ratings)
    assert np.argmax(found.severity) == 2
    assert np.argmin(found.consistency) == 7 and found.consistency[7] < 0.4 < np.min(np.delete(found.consistency, 7))
    assert found.severity.sum() == pytest.approx(0, abs=1e-12)


def test_the_standard_error_is_how_far_other_panels_land():
    cuts, errors = zip(*((found.cut, found.se) for found in (
        panel(another_panel(seed)) for seed in range(150))), strict=True)
    assert np.std(cuts, ddof=1) == pytest.approx(np.mean(errors), rel=0.2)


def another_panel(seed):
    draw, base = np.random.default_rng(900 + seed), np.random.default_rng(5).uniform(0.4, 0.8, 40)
    return base[:, None] + draw.normal(0, 0.06, 8) + draw.normal(0, 0.05, (40, 8))


def test_letting_items_vary_widens_the_error():
    found = panel(a_panel())
    assert found.se_with_items > found.se > 0


def test_items_with_a_wide_spread_are_named_for_discussion():
    ratings = np.full((5, 6), 0.6)
    ratings[1] = [0.45, 0.45, 0.6, 0.6, 0.75, 0.75]
    ratings[3] = [0.2, 0.6, 0.6, 0.6, 0.6, 0.6]
    assert to_discuss(ratings).tolist() == [3]
    assert to_discuss(ratings, range_over=0.29).tolist() == [1, 3]
    ratings[0, 0] = np.nan
    assert to_discuss(ratings).tolist() == [3]


def test_missing_ratings_leave_out_the_row_and_too_little_is_refused():
    with_gap = np.vstack([RATINGS, [5, np.nan, 4, 4]])
    assert intraclass(with_gap)["ICC1"] == intraclass(RATINGS)["ICC1"]
    for wrong in (RATINGS[:1], RATINGS[:, :1], RATINGS[0]):
        with pytest.raises(ValueError, match="target"):
            panel(wrong)


def test_judges_who_agree_perfectly_leave_no_doubt_and_ratings_without_difference_no_answer():
    same = np.repeat(np.array([[0.2], [0.5], [0.9]]), 4, axis=1)
    assert intraclass(same)["ICC3"].value == pytest.approx(1, abs=1e-9) or np.isnan(intraclass(same)["ICC3"].value)
    assert panel(same).se == 0
    assert np.isnan(intraclass(np.full((4, 3), 0.5))["ICC2"].value)
    assert np.all(np.isnan(panel(np.full((4, 3), 0.5)).consistency))
