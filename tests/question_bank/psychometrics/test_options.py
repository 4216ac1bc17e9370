"""Option analysis: the figures of SAT12, a slow second computation, planted miskeys, and sound items left alone."""

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import matrix_from_codes
from question_bank.psychometrics.options import option_statistics, rivals
from question_bank.psychometrics.score_table import score_table
from tests.support.reference_data import answers, expected

LETTERS = np.array(["a", "b", "c", "d"])


def exam(seed: int, n: int, k: int, miskeyed: int | None = None):
    """Persons who know the answer (a) or choose among the others; one item may have its best distractor as the key."""
    draw = np.random.default_rng(seed)
    a, b, ability = np.exp(draw.normal(-0.2, 0.4, k)), draw.normal(-0.7, 1, k), draw.normal(0, 1, (n, 1))
    knows = draw.random((n, k)) < 1 / (1 + np.exp(-a * (ability - b)))
    pull = draw.dirichlet([1, 1, 1], k).cumsum(axis=1)
    others = 1 + (draw.random((n, k))[:, :, None] > pull[None]).sum(axis=2).clip(max=2)
    names = [f"q{item}" for item in range(k)]
    key = {name: ["a"] for name in names}
    if miskeyed is not None:
        counts = np.bincount(np.where(knows, 0, others)[:, miskeyed], minlength=4)
        key[names[miskeyed]] = [LETTERS[1 + int(np.argmax(counts[1:]))]]
    return matrix_from_codes(names, LETTERS[np.where(knows, 0, others)].tolist(), key)


def probable(matrix) -> list[int]:
    table = score_table(matrix)
    return [item for item, one in enumerate(rivals(table, option_statistics(table))) if one and one.probable]


def test_every_option_agrees_with_the_figures_of_sat12():
    found = option_statistics(score_table(answers("sat12_raw")))
    for item, wanted in enumerate(expected("distractors_SAT12")["items"]):
        for place, option in enumerate(wanted["options"]):
            assert found.chosen[item, place] == option["n"]
            for name, array in (("p", found.share), ("pbis_rest", found.pbis_rest), ("mean_total", found.mean_total),
                                ("pbis_total_uncorrected", found.pbis_total)):
                assert array[item, place] == pytest.approx(option[name], abs=1e-8), (item, place, name)


def test_a_slow_computation_finds_the_same():
    matrix = exam(7, 150, 8)
    found, right = option_statistics(score_table(matrix)), matrix.right()
    for item in range(matrix.k):
        rest = right.sum(axis=1) - right[:, item]
        for place in range(len(matrix.options[item])):
            chose = matrix.answers[:, item] == place
            if 0 < chose.sum() < matrix.n:
                assert found.pbis_rest[item, place] == pytest.approx(np.corrcoef(chose, rest)[0, 1], abs=1e-10)
                assert found.mean_rest[item, place] == pytest.approx(rest[chose].mean(), abs=1e-12)


def test_item_32_of_sat12_is_a_probable_miskey_and_no_other_item():
    table = score_table(answers("sat12_raw"))
    found = rivals(table, option_statistics(table))
    assert [item + 1 for item, one in enumerate(found) if one] == [32]
    assert found[31].probable and found[31].option == 2
    assert found[31].pbis_rest == pytest.approx(0.2026413652, abs=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_miskey_is_found_and_no_sound_item(seed):
    assert probable(exam(seed, 400, 40, miskeyed=seed * 5)) == [seed * 5]


@pytest.mark.parametrize("seed", range(6))
def test_sound_exams_show_no_miskey(seed):
    assert probable(exam(100 + seed, 250, 60)) == []


def test_a_rival_within_a_standard_error_is_named_but_not_probable():
    near = []
    for seed in range(11, 15):
        table = score_table(exam(seed, 60, 50))
        figures = option_statistics(table)
        near += [(one, figures.chosen[item, one.option]) for item, one in enumerate(rivals(table, figures))
                 if one and one.errors < 1]
    assert any(chosen >= 5 for _, chosen in near), "only the standard error speaks against these"
    assert not any(one.probable for one, _ in near)


@pytest.mark.parametrize(("able", "found"), [(4, []), (8, [0])])
def test_a_handful_of_able_persons_makes_no_miskey(able, found):
    rows = [["b", *["a"] * 9] for _ in range(able)]
    rows += [["a" if person % 3 else "c", *["a" if person % 10 > item else "b" for item in range(9)]]
             for person in range(60 - able)]
    names = [f"q{number}" for number in range(10)]
    matrix = matrix_from_codes(names, rows, dict.fromkeys(names, "a"))
    assert probable(matrix) == found


def test_a_key_that_nobody_chose_does_not_hide_its_rival():
    matrix = exam(3, 300, 20)
    rows = [[matrix.options[item][place] for item, place in enumerate(row)] for row in matrix.answers.tolist()]
    key = {name: ["a"] for name in matrix.items} | {"q4": ["z"]}
    assert probable(matrix_from_codes(matrix.items, rows, key)) == [4]


def test_an_option_that_nobody_or_everybody_chose_has_no_correlation():
    matrix = matrix_from_codes(["q", "r"], [["a", "a"], ["a", "b"], ["a", "a"]], {"q": ["a"], "r": ["a"]},
                               {"q": ["a", "b", "c"]})
    found = option_statistics(score_table(matrix))
    assert np.isnan(found.pbis_rest[0]).all() and found.share[0].tolist() == [1, 0, 0]
    assert np.isnan(found.mean_total[0, 1])
