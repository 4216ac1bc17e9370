"""The key check finds a planted wrong key among simulated candidates, accuses no sound question, keeps no person."""

import numpy as np
import pytest

from exam.errors import Refused
from exam.queries.item_answers import LOOKS_WRONG, key_figures
from tests.factories import world as make
from tests.support.databases import ONE_KIND
from tests.support.simulated_answers import simulated

pytestmark = ONE_KIND
PERSONS, QUESTIONS, PLANTED = 300, 25, 7


def answers_of(seed: int, *, planted: int = 0, persons: int = PERSONS) -> list[dict]:
    """Option b is the key everywhere; at `planted` the able choose c, and the others guess among the rest."""
    random = np.random.default_rng(seed)
    right = simulated(persons, 1.0, np.linspace(-1.5, 1.0, QUESTIONS), seed) > 0
    rows = []
    for knows in right:
        row = {}
        for position in range(1, QUESTIONS + 1):
            truth = "c" if position == planted else "b"
            others = [option for option in "abcd" if option != truth]
            row[position] = (truth if knows[position - 1] else str(random.choice(others)),)
        rows.append(row)
    return rows


def accused(document: dict) -> set[int]:
    return {flag["position"] for flag in document["flags"] if flag["kind"] in LOOKS_WRONG}


@pytest.fixture
def form(db_app):
    return make.world().form


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_c08_the_planted_wrong_key_is_found_and_no_sound_question_is_accused(form, seed):
    assert accused(key_figures(form, answers_of(seed, planted=PLANTED))) == {PLANTED}


def test_c08_a_sound_key_is_not_accused(form):
    assert accused(key_figures(form, answers_of(4))) == set()


def test_c08_promise_2_only_figures_of_questions_come_back(form):
    document = key_figures(form, answers_of(5, planted=PLANTED))
    assert set(document) == {"n", "items", "flags"} and document["n"] == PERSONS
    assert {name for row in document["items"] for name in row} == {"item", "position", "p", "pbis", "options"}
    assert len(document["items"]) == QUESTIONS


def test_c08_below_the_program_s_number_there_is_no_figure(form):
    with pytest.raises(Refused, match="29 exams are handed in"):
        key_figures(form, answers_of(6, persons=29))
