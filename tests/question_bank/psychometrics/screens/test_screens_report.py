"""The screens of a whole matrix: planted pairs and haste are asked about by name, and only when somebody asks."""

import numpy as np
import pytest

from question_bank.psychometrics.answer_matrix import matrix_from_codes, matrix_from_scores
from question_bank.psychometrics.report import analyse
from tests.support.simulated import abilities, choices_of

ITEMS = 60
NAMES = tuple(f"q{number}" for number in range(ITEMS))


@pytest.fixture(scope="module")
def matrix():
    answers, key = choices_of(abilities(150, 1), np.random.default_rng(2).normal(-0.3, 1, ITEMS), 3)
    answers[90] = answers[20]
    seconds = np.exp(np.random.default_rng(4).normal(3.5, 0.4, answers.shape))
    seconds[33, 20:], seconds[44] = 1.0, seconds[44] * 9
    codes = [["abcd"[choice] for choice in row] for row in answers.tolist()]
    right = {name: ["abcd"[choice]] for name, choice in zip(NAMES, key.tolist(), strict=True)}
    persons = tuple(f"P{number:03}" for number in range(150))
    return matrix_from_codes(NAMES, codes, right, persons=persons, seconds=seconds)


def test_a_planted_pair_and_planted_haste_are_asked_about_by_name(matrix):
    report = analyse(matrix, only=("screens",))
    found = report["screens"]
    assert [pair["persons"] for pair in found["similarity"]["pairs"]] == [["P020", "P090"]]
    assert found["times"]["low_effort"] == ["P033"] and len(found["times"]["effort"]) == 150
    said = [flag["sentence"] for flag in report["flags"] if flag["kind"] in {"similar-answers", "rapid-answers"}]
    assert len(said) == 2 and all("Ask" in sentence for sentence in said)
    assert said[0].startswith("P020 and P090 share 60 answers")
    assert "never a verdict" in found["note"]


def test_slow_people_are_not_listed(matrix):
    assert "P044" not in str(analyse(matrix, only=("screens",)))


def test_screens_run_only_when_asked_for(matrix):
    assert "screens" not in analyse(matrix, only=("ctt",))


def test_what_is_not_known_is_refused_in_words(matrix):
    scored = analyse(matrix_from_scores(matrix.scores()), only=("screens",))["screens"]
    assert "option codes" in scored["similarity"]["refused"] and "No response times" in scored["times"]["refused"]
    few = analyse(matrix.of(np.arange(40)), only=("screens",))["screens"]
    assert few["similarity"]["refused"].endswith("at least 50 people; there are 40.")
    assert few["times"]["refused"] == ""
