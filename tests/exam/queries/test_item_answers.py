"""The key check finds a planted wrong key among simulated candidates, accuses no sound question, keeps no person."""

import numpy as np
import pytest
from sqlalchemy import event

from exam.database import db
from exam.errors import Refused
from exam.models import ExamForm
from exam.queries import item_answers
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


def test_the_answers_are_read_some_sittings_at_a_time(db_app, monkeypatch):
    world, asked = make.world(), []
    for right in (25, 20, 20):
        make.submitted(world, right=right)
    db.session.expunge_all()
    monkeypatch.setattr(item_answers, "AT_ONCE", 2, raising=False)
    event.listen(db.engine, "before_cursor_execute", see := lambda _, __, words, *___: asked.append(words))
    try:
        found = item_answers.answers_handed_in(db.session.query(ExamForm).one())
    finally:
        event.remove(db.engine, "before_cursor_execute", see)
    assert sorted(sum(chosen == ("b",) for chosen in row.values()) for row in found) == [20, 20, 25]
    assert sum("FROM sitting_position" in words for words in asked) == 2


def test_c08_below_the_program_s_number_there_is_no_figure(form):
    with pytest.raises(Refused, match="29 exams are handed in"):
        key_figures(form, answers_of(6, persons=29))
