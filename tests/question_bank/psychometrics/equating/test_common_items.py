"""Common items: the published example by every method, planted groups that differ, and what must not change."""

import numpy as np
import pytest

from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.equating import common_items as lines
from question_bank.psychometrics.equating import frequency_estimation as curves
from question_bank.psychometrics.equating.bootstrap import with_errors
from question_bank.psychometrics.equating.loglinear import smoothed_pairs
from question_bank.psychometrics.equating.scores import joint_counts
from tests.support.reference_data import expected, kbneat

WANTED = expected("equating_KBneat")
X, Y = kbneat()
N_X, N_Y = X.sum(), Y.sum()
SEEN = X.sum(axis=1) > 0
WEIGHTS = {"proportional": None, "w1": 1.0, "w0.5": 0.5}
LINES = {
    "mean_tucker": lambda w: lines.tucker(X, Y, w, only_mean=True),
    "linear_tucker": lambda w: lines.tucker(X, Y, w),
    "mean_levine": lambda w: lines.levine(X, Y, w, only_mean=True),
    "linear_levine": lambda w: lines.levine(X, Y, w),
}


def of_counts(weight):
    return lines.weight_of_counts(N_X, N_Y, N_X / (N_X + N_Y) if weight is None else weight)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("name", LINES)
def test_the_published_example_by_lines(name, weight):
    want, got = WANTED[f"{name}_{weight}"], LINES[name](WEIGHTS[weight])
    assert got.yx == pytest.approx(want["yx"], abs=1e-6)
    assert [got.slope, got.intercept] == pytest.approx([want["coef"]["slope"], want["coef"]["intercept"]], abs=1e-6)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_published_example_by_frequency_estimation(weight):
    got = curves.frequency_estimation(X, Y, of_counts(WEIGHTS[weight])).yx
    assert got[SEEN] == pytest.approx(np.array(WANTED[f"equip_freqest_{weight}"]["yx"])[SEEN], abs=1e-6)


def test_the_published_example_by_chains_and_by_the_line_of_braun_and_holland():
    chained = curves.chained_equipercentile(X, Y).yx
    assert chained[SEEN] == pytest.approx(np.array(WANTED["equip_chained"]["yx"])[SEEN], abs=1e-6)
    assert lines.chained_linear(X, Y).yx == pytest.approx(WANTED["linear_chained"]["yx"], abs=1e-6)
    line = curves.braun_holland(X, Y, of_counts(None))
    assert line.yx == pytest.approx(WANTED["linear_braunholland_proportional"]["yx"], abs=1e-6)


def test_the_published_example_smoothed_first():
    smooth = curves.frequency_estimation(X, Y, 1.0, keep=(4, 2)).yx
    assert smooth == pytest.approx(WANTED["equip_freqest_w1_loglinear4_2"]["yx"], abs=1e-4)
    chained = curves.chained_equipercentile(X, Y, keep=(4, 2)).yx
    assert chained == pytest.approx(WANTED["equip_chained_loglinear4_2"]["yx"], abs=1e-4)


def test_smoothed_pairs_keep_margins_and_cross_moments_and_leave_the_impossible_empty():
    total, anchor = np.arange(37)[:, None], np.arange(13)[None, :]
    possible = (anchor <= total) & (total - anchor <= 24)
    fit = smoothed_pairs(X, (4, 3), [(1, 1), (1, 2)], possible).fitted
    for i, j in [(0, 0), (4, 0), (0, 3), (1, 1), (1, 2)]:
        assert np.sum(fit * total**i * anchor**j) == pytest.approx(np.sum(X * total**i * anchor**j), rel=1e-7)
    assert np.all(fit[~possible] == 0)
    with pytest.raises(ValueError, match="impossible"):
        smoothed_pairs(X, (4, 3), [(1, 1)], possible & (total < 3))


def groups_apart(shift: float, harder: float, n: int = 4000, seed: int = 11):
    """Totals by anchors of two groups, the second better by `shift`, whose form is harder by `harder` on 40 items."""
    draw = np.random.default_rng(seed)
    b, common = draw.normal(0, 1, 40), slice(0, 15)
    tables = []
    for ability, extra in ((0.0, 0.0), (shift, harder)):
        b_form = b + extra
        b_form[common] = b[common]
        right = draw.random((n, 40)) < 1 / (1 + np.exp(b_form - draw.normal(ability, 1, n)[:, None]))
        tables.append(joint_counts(right.sum(axis=1), right[:, common].sum(axis=1), 40, 15))
    return tables


METHODS = {"tucker": lines.tucker, "levine": lines.levine, "levine true": lines.levine_true_score,
           "chained": lines.chained_linear, "frequency": curves.frequency_estimation,
           "chained equipercentile": curves.chained_equipercentile, "braun holland": curves.braun_holland}


@pytest.mark.parametrize("name", METHODS)
def test_forms_of_one_difficulty_taken_by_different_groups_change_little(name):
    table_x, table_y = groups_apart(0.4, 0.0)
    assert np.max(np.abs(METHODS[name](table_x, table_y).yx[10:31] - np.arange(10, 31))) < 1.6


@pytest.mark.parametrize("name", METHODS)
def test_a_harder_form_asks_for_fewer_right_answers_though_its_group_is_better(name):
    table_x, table_y = groups_apart(0.4, 0.5)
    assert np.all(METHODS[name](table_x, table_y).yx[12:29] < np.arange(12, 29) - 0.7)


def test_levine_beats_tucker_when_the_groups_are_far_apart():
    table_x, table_y = groups_apart(0.8, 0.0)
    away = {name: np.mean(np.abs(METHODS[name](table_x, table_y).yx - np.arange(41)))
            for name in ("tucker", "levine true")}
    assert away["levine true"] < away["tucker"] / 2


@pytest.mark.parametrize("name", METHODS)
def test_one_table_against_itself_changes_nothing(name):
    assert METHODS[name](X, X).yx[SEEN] == pytest.approx(np.arange(37)[SEEN], abs=1e-8)


def test_an_outside_anchor_has_its_own_slopes():
    inside, outside = lines.levine(X, Y, 1.0), lines.levine(X, Y, 1.0, internal=False)
    pair = lines.pair_moments(X)
    assert inside.details["gamma"][0] == pytest.approx(pair.var / pair.cov)
    assert outside.details["gamma"][0] == pytest.approx((pair.var + pair.cov) / (pair.anchor_var + pair.cov))


def test_symmetric_methods_lead_back_when_the_forms_are_swapped():
    for method in (lines.chained_linear, lines.levine_true_score):
        there, back = method(X, Y), method(Y, X)
        assert there.slope * back.slope == pytest.approx(1)
        assert there.slope * back.intercept + there.intercept == pytest.approx(0, abs=1e-9)
    there, back = lines.tucker(X, Y, 0.3), lines.tucker(Y, X, 0.7)
    assert there.slope * back.slope == pytest.approx(1)


def test_errors_by_redrawing_people_are_of_the_size_of_the_groups():
    error = with_errors(lines.tucker, X, Y, times=100, seed=2).se
    assert 0.05 < error[15] < 0.3
    quarter = with_errors(lines.tucker, X // 4, Y // 4, times=100, seed=2).se
    assert quarter[15] > 1.4 * error[15]


def test_what_cannot_be_equated_is_refused_in_words():
    with pytest.raises(TooFew, match="Linear equating needs at least 30 people"):
        lines.tucker(joint_counts([1, 2, 3], [1, 1, 2], 4, 2), Y[:, :3])
    with pytest.raises(ValueError, match="between 0 and 1"):
        lines.tucker(X, Y, 1.4)
    with pytest.raises(ValueError, match="same anchor scores"):
        curves.frequency_estimation(X, Y[:, :8])
    with pytest.raises(ValueError, match="must differ between people"):
        lines.tucker(X[:, :1], Y)
    with pytest.raises(ValueError, match="one anchor score"):
        joint_counts([1, 2], [1], 4, 2)
    with pytest.raises(ValueError, match="rises with the total"):
        lines.levine(X[::-1], Y)


def test_anchor_scores_of_one_group_only_are_noted():
    lonely = X.copy()
    lonely[:, 0] = 0
    assert "1 anchor scores occur in one group only" in curves.frequency_estimation(lonely, Y).notes[0]
