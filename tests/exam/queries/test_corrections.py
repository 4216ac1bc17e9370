"""What pages of scoring ask stays small, however many results a decision concerns."""

import sqlite3
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from exam.actions import scoring_decisions
from exam.database import db
from exam.models import Result
from exam.queries import scoring_decisions as asking
from exam.queries import shadow_runs
from exam.queries.corrections import progress_of
from tests.factories import states
from tests.factories import world as make
from tests.factories.scoring import ADOPTER, proposed
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND
VALUES = sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER


@pytest.fixture
def decision(db_app):
    """One that makes seven failed exams pass."""
    world = make.world()
    for _ in range(7):
        states.released(world, right=18)
    return proposed(world, 18), world


@contextmanager
def six_values():
    """A statement takes six values, as it takes some thousands and no more elsewhere."""
    connection = db.session.connection().connection.driver_connection
    before = connection.setlimit(VALUES, 6)
    try:
        yield
    finally:
        connection.setlimit(VALUES, before)


def test_the_persons_of_a_decision_are_asked_for_some_at_a_time(decision, monkeypatch):
    monkeypatch.setattr(asking, "AT_A_TIME", 2, raising=False)
    with six_values():
        assert len(asking.concerned_by(asking.newest_shadow_run(decision[0]))) == 7


def test_how_far_a_correction_is_takes_no_list_of_sittings(decision):
    row, world = decision
    scoring_decisions.adopt(row, row.shadow_runs[0], reason="Agreed.", now=world.now, by=ADOPTER)
    with six_values():
        assert progress_of(row.id)[1] == 7


def test_whether_a_shadow_run_is_of_today_opens_no_result(decision):
    key, opened = decision[0].id, []
    db.session.expunge_all()
    row = asking.decision_with_id(key)
    event.listen(Result, "load", see := lambda *_: opened.append(1))
    try:
        assert shadow_runs.stands_still(row, asking.newest_shadow_run(row)) and not opened
    finally:
        event.remove(Result, "load", see)


def test_a_result_that_is_released_during_a_shadow_run_asks_for_a_newer_one(decision, monkeypatch):
    row, _ = decision
    real = shadow_runs.results_in_force
    monkeypatch.setattr(shadow_runs, "results_in_force", lambda form_id: dict(list(real(form_id).items())[1:]))
    document, persons = shadow_runs.shadow_of(row, lambda *_: None)
    assert (document["forms"][0]["n"], len(persons)) == (6, 6)
