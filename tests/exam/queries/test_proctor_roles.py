"""Whoever works for the board, rates questions or waits for an exam themselves is held back as a proctor (T01)."""

import pytest

from exam.actions import sittings
from exam.database import db
from exam.errors import Refused
from exam.models import Incident, Nomination, Sitting
from exam.queries.proctor_roles import other_roles
from exam.rules import actors
from exam.rules.incident_facts import sentences_of
from tests.factories import panels
from tests.factories import world as maker
from tests.factories.people import staff

STANDING_WORLD = True


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def world(db_app, clock) -> maker.World:
    return maker.standing_world(now=clock())


def held(world, nomination: Nomination, fact: str) -> bool:
    """Whether the board has to look, is told why, and nobody is admitted before it has."""
    incident = db.session.query(Incident).filter_by(sitting_id=nomination.sitting_id, code="I61").one()
    assert incident.is_open and incident.effect == "hold" and len(sentences_of(incident.facts)) == 1
    with pytest.raises(Refused, match="not approved"):
        sittings.admit(nomination, identity_document="passport", now=world.now, by=actors.proctor(nomination.id))
    db.session.rollback()
    return incident.facts == {"nomination": nomination.id, fact: True}


@pytest.mark.parametrize("role", ["author", "releaser"])
def test_t01_a_proctor_with_an_account_of_the_boards_staff_waits_for_the_board(world, role):
    person = staff(role, now=world.now)
    address = person.email.replace("@", "+exams@")
    assert held(world, maker.accepted(world, maker.registered(world), email=address), "works_for_board")


def test_t01_a_proctor_who_rates_questions_on_a_panel_waits_for_the_board(world):
    panelist = panels.invite_one_more(world, panels.study(world))
    assert held(world, maker.accepted(world, maker.registered(world), email=panelist.email), "rates_questions")


def test_t01_a_proctor_who_waits_for_an_exam_waits_for_the_board_and_one_who_is_done_does_not(world):
    other: Sitting = maker.registered(world)
    assert held(world, maker.accepted(world, maker.registered(world), email=other.candidate.email), "waits_for_exam")
    other.take("withdraw", now=world.now, by=actors.system("test"))
    assert other_roles(other.candidate.email) == {}
    assert maker.accepted(world, maker.registered(world)).may_admit
