"""The parts of a form's analysis: no small cell, items on trial beside the total, models only from enough."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.psychometrics.answer_matrix import AnswerTrouble
from question_bank.psychometrics.exam_forms import (
    Column,
    classical_part,
    groups_part,
    matrix_from_packed,
    model_part,
    screens_part,
)
from question_bank.psychometrics.exam_forms.classical import times_of
from question_bank.psychometrics.exam_forms.columns import UNKNOWN_SECONDS
from question_bank.psychometrics.exam_forms.scores import pass_words, score_bins
from question_bank.psychometrics.thresholds import Thresholds
from tests.support.simulated_answers import simulated

OPTIONS = ("a", "b", "c", "d")
LIMITS = Thresholds()


def columns(k: int, trial: int = 0) -> list[Column]:
    return [Column(f"i{place}", OPTIONS, ("b",), scored=place < k - trial) for place in range(k)]


def packed(right: np.ndarray) -> bytes:
    """Right answers choose b, wrong ones a, c or d in turn."""
    wrong = np.array([1, 4, 8])[np.arange(right.size).reshape(right.shape) % 3]
    return np.where(right == 1, 2, wrong).astype("<u2").tobytes()


def answers(n: int, k: int = 12, seed: int = 1) -> np.ndarray:
    return simulated(n, 1.0, np.linspace(-1.5, 1.5, k), seed)


@given(st.lists(st.integers(0, 20), min_size=10, max_size=120), st.none() | st.integers(1, 20), st.integers(2, 10))
@settings(max_examples=60, deadline=None)
def test_issue4_no_range_of_scores_holds_few_persons_and_none_is_lost(totals, cut, least):
    bins = score_bins(np.array(totals), 20, cut, least)
    assert all(one["n"] >= least for one in bins) and sum(one["n"] for one in bins) == len(totals)
    assert (bins[0]["low"], bins[-1]["high"]) == (0, 20)
    assert all(left["high"] + 1 == right["low"] for left, right in zip(bins, bins[1:], strict=False))
    said = pass_words(np.array(totals), cut, least)
    if said["n"] is not None:
        assert min(said["n"], len(totals) - said["n"]) == 0 or least <= said["n"] <= len(totals) - least


def test_issue4_an_item_on_trial_is_held_against_the_total_that_it_is_no_part_of():
    right = answers(300, 13)
    found = classical_part(columns(13, trial=1), matrix_from_packed(columns(13, trial=1), packed(right)), cut=6,
                           limits=LIMITS, least=10)
    total = right[:, :12].sum(axis=1)
    assert found["k"] == 12 and found["mean"] == pytest.approx(total.mean())
    assert found["items"][12]["pbis_corrected"] == pytest.approx(np.corrcoef(right[:, 12], total)[0, 1])
    assert found["items"][0]["pbis_corrected"] == pytest.approx(np.corrcoef(right[:, 0], total - right[:, 0])[0, 1])


def test_issue4_what_a_few_persons_scored_is_not_shown():
    right = np.ones((60, 12))
    right[:5, 0], right[20:, 1], right[:30, 2] = 0, 0, 0
    found = classical_part(columns(12), matrix_from_packed(columns(12), packed(right)), cut=None, limits=LIMITS,
                           least=10)
    few = [option for option in found["items"][0]["options"] if option["few"]]
    assert [option["option"] for option in few] == ["a", "c", "d"]
    assert all(option["mean_total"] is None and option["pbis_rest"] is None for option in few)
    assert set(found["items"][0]["trace"]["options"]) == {"b"}
    assert found["items"][0]["time"]["median"] is None


def test_issue4_several_right_options_count_as_right_in_full_or_not_at_all():
    several = [replace(columns(1)[0], right=("b", "c"), several=True)]
    bits = np.array([6, 2, 14, 0], dtype="<u2").tobytes()
    matrix = matrix_from_packed(several, bits)
    assert matrix.right()[:, 0].tolist() == [True, False, False, False]
    assert (matrix.answers[:, 0] >= 0).tolist() == [True, True, True, False]
    with pytest.raises(AnswerTrouble):
        matrix_from_packed(columns(3), bits[:5])


@pytest.mark.parametrize(("n", "model"), [(99, None), (100, "Rasch"), (499, "Rasch"), (500, "2PL")])
def test_issue4_a_model_is_tried_from_as_many_persons_as_it_needs(n, model):
    found = model_part(columns(12), matrix_from_packed(columns(12), packed(answers(n))), cut=7, least=10)
    assert found["model"] == model and (model == "2PL" or found["words"])
    assert len(found["items"]) == (12 if model else 0)


def test_issue4_groups_are_compared_only_when_two_are_large():
    matrix = matrix_from_packed(columns(12), packed(answers(260)))
    small = replace(matrix, groups=("North",) * 165 + ("South",) * 95)
    large = replace(matrix, groups=("North",) * 155 + ("South",) * 105)
    assert groups_part(columns(12), matrix)["comparisons"] == groups_part(columns(12), small)["comparisons"] == []
    assert "100 persons or more" in groups_part(columns(12), small)["words"]
    assert [one["focal"] for one in groups_part(columns(12), large)["comparisons"]] == ["South"]


def test_issue4_screens_name_rows_and_keep_nothing_else_of_a_person():
    right = answers(120, 25, seed=4)
    weak = int(right.sum(axis=1).argmin())
    bits = np.frombuffer(packed(right), dtype="<u2").reshape(120, 25).copy()
    other = (weak + 1) % 120
    bits[other] = bits[weak]
    found = screens_part(columns(25), matrix_from_packed(columns(25), bits.tobytes()), None)
    assert sorted([weak, other]) in [pair["rows"] for pair in found["similarity"]["pairs"]]
    assert set(found) == {"n", "k", "note", "similarity", "times"} and found["times"]["refused"]


@pytest.mark.parametrize("n", [5, 10, 11, 400])
def test_quartiles_of_seconds_are_found_by_counting(n):
    seconds = np.random.default_rng(n).integers(0, 300, (n, 3)).astype("<u2")
    seconds[::3, 1] = UNKNOWN_SECONDS
    for place, found in enumerate(times_of(seconds, 3, least=5)):
        known = seconds[:, place][seconds[:, place] != UNKNOWN_SECONDS]
        if len(known) < 5:
            assert found["n"] is found["median"] is None
            continue
        assert found["n"] == len(known)
        assert [found[name] for name in ("lower", "median", "upper")] == pytest.approx(
            np.quantile(known, (0.25, 0.5, 0.75)).tolist())
    assert times_of(None, 2, least=5)[1]["n"] is None
