"""The answer matrix: what is right, what was omitted, what was not reached, and what it refuses."""

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import (
    NOT_REACHED,
    OMITTED,
    AnswerMatrix,
    AnswerTrouble,
    matrix_from_codes,
    matrix_from_scores,
)

ITEMS = ["q1", "q2", "q3"]
KEY = {"q1": ["b"], "q2": ["a"], "q3": ["a", "c"]}


def test_answers_are_kept_as_one_byte_each_and_scored_by_the_key():
    matrix = matrix_from_codes(ITEMS, [["b", "a", "c"], ["a", "b", "a"]], KEY)
    assert matrix.answers.dtype == np.int8
    assert matrix.right().tolist() == [[True, True, True], [False, False, True]]
    assert matrix.options == (("a", "b"), ("a", "b"), ("a", "c"))


def test_blanks_before_the_last_answer_are_omitted_and_blanks_after_it_not_reached():
    matrix = matrix_from_codes(ITEMS, [[None, "a", ""], ["b", "", "a"], ["", None, ""]], KEY)
    assert matrix.answers[0].tolist() == [OMITTED, 0, NOT_REACHED]
    assert matrix.answers[1, 1] == OMITTED
    assert matrix.answers[2].tolist() == [NOT_REACHED] * 3
    assert matrix.count(OMITTED).tolist() == [1, 1, 0]
    assert matrix.count(NOT_REACHED).tolist() == [1, 1, 2]
    assert matrix.answered == 2


def test_scores_keep_what_is_missing_only_when_asked():
    matrix = matrix_from_scores(np.array([[1, np.nan, 0], [0, 1, -1]]))
    assert matrix.scores().tolist() == [[1, 0, 0], [0, 1, 0]]
    assert np.isnan(matrix.scores("keep")).tolist() == [[False, True, False], [False, False, True]]
    assert matrix.items == ("i1", "i2", "i3") and matrix.scored


def test_declared_options_stand_first_even_when_nobody_chose_them():
    matrix = matrix_from_codes(["q1"], [["b"], ["a"]], {"q1": ["b"]}, {"q1": ["d", "b", "a"]})
    assert matrix.options == (("d", "b", "a"),)
    assert matrix.right().ravel().tolist() == [True, False]


def test_options_that_are_numbers_stand_in_the_order_of_numbers():
    assert matrix_from_codes(["q"], [["10"], ["2"], ["1"]], {"q": ["2"]}).options == (("1", "2", "10"),)


def test_persons_are_chosen_with_their_names_groups_and_times():
    matrix = matrix_from_codes(ITEMS, [["b", "a", "c"], ["", "b", "a"], ["b", "b", "b"]], KEY,
                               persons=("x", "y", "z"), groups=("f", "m", "f"), seconds=np.arange(9.0).reshape(3, 3))
    whole = matrix.complete()
    assert (whole.persons, whole.groups, whole.seconds[:, 0].tolist()) == (("x", "z"), ("f", "f"), [0, 6])
    assert matrix_from_codes(ITEMS, [["b", "a", "c"]], KEY).complete().n == 1


@pytest.mark.parametrize(("change", "words"), [
    ({"key": {"q1": ["b"], "q2": ["a"]}}, "'q3' has no key"),
    ({"rows": [["a", "b"]]}, "Row 1 has 2 answers, but there are 3 items"),
    ({"items": ["q1", "q2", "q1"]}, "'q1' stands twice"),
    ({"rows": [[f"text {n}", "a", "a"] for n in range(40)]}, "'q1' has 41 different answers"),
    ({"persons": ("only one",)}, "2 persons need 2 names"),
])
def test_what_cannot_be_analysed_is_refused_in_words(change, words):
    facts = {"items": ITEMS, "rows": [["a", "b", "c"], ["b", "a", "c"]], "key": KEY, **change}
    with pytest.raises(AnswerTrouble, match=words):
        matrix_from_codes(facts.pop("items"), facts.pop("rows"), facts.pop("key"), **facts)


def test_scores_other_than_0_and_1_are_refused():
    with pytest.raises(AnswerTrouble, match="0 and 1"):
        matrix_from_scores(np.array([[0, 2], [1, 1]]))


def test_columns_and_names_must_agree():
    with pytest.raises(AnswerTrouble, match="3 columns"):
        AnswerMatrix(("a",), (("0", "1"),), np.zeros((2, 3), np.int8), (frozenset({1}),))
