"""The report by groups: a planted item is named in words, small groups are refused, tiny ones not even named."""

import json

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import matrix_from_scores
from question_bank.psychometrics.report import analyse
from tests.support.simulated import abilities, answers_of

SIZES = {"Spanish": 400, "English": 700, "Navajo": 60, "Somali": 9, "": 20}


@pytest.fixture(scope="module")
def report():
    groups = np.repeat(list(SIZES), list(SIZES.values()))
    b = np.tile(np.linspace(-1.5, 1.5, 25), (len(groups), 1))
    b[groups == "Spanish", 8] += 1.3
    answers = answers_of(abilities(len(groups), 1), b, 2)
    return analyse(matrix_from_scores(answers, groups=tuple(groups.tolist())), only=("ctt",))


def test_the_largest_group_is_the_reference_and_a_planted_item_is_flagged_in_words(report):
    dif = report["dif"]
    assert dif["reference"] == "English"
    spanish = dif["comparisons"][0]
    assert (spanish["focal"], spanish["n_reference"], spanish["n_focal"]) == ("Spanish", 700, 400)
    assert spanish["items"][8]["ets"] == "C" and spanish["items"][8]["mh_d_dif"] < -1.5
    assert "i9" in spanish["left_out"] and spanish["items"][8]["std_p_dif"] < -0.1
    said = [flag["sentence"] for flag in report["flags"] if flag["kind"] == "dif-c"]
    assert said == ["At equal total scores this item is much harder for Spanish than for English (class C). "
                    "Ask reviewers who know both groups why."]


def test_small_groups_are_refused_in_words_and_tiny_ones_not_named(report):
    navajo = report["dif"]["comparisons"][1]
    assert navajo["items"] is None
    assert navajo["refused"] == "A comparison of groups (the focal group) needs at least 100 people; there are 60."
    assert len(report["dif"]["comparisons"]) == 2 and "Somali" not in json.dumps(report)


def test_without_groups_there_is_no_such_part():
    answers = answers_of(abilities(100, 3), np.linspace(-1, 1, 10), 4)
    assert "dif" not in analyse(matrix_from_scores(answers), only=("ctt",))


@pytest.mark.parametrize("easier", ["first", "second"])
def test_a_question_that_one_group_never_gets_wrong_is_of_class_c_without_an_odds_ratio(easier):
    theta = abilities(240, 9)
    answers = answers_of(theta, np.linspace(-1.5, 1.5, 20), 11)
    groups = np.array(["first"] * 125 + ["second"] * 115)
    answers[groups == easier, 19] = 1.0
    matrix = matrix_from_scores(answers, groups=tuple(groups.tolist()))
    [compared] = analyse(matrix, only=("ctt",))["dif"]["comparisons"]
    row = compared["items"][19]
    assert (row["mh_odds_ratio"], row["ets"]) == (None, "C")
    [said] = [flag["sentence"] for flag in analyse(matrix, only=("ctt",))["flags"]
              if flag["item"] == "i20" and flag["kind"] == "dif-c"]
    harder = {"first": "second", "second": "first"}[easier]
    assert f"much harder for {harder} than for {easier}" in said
