"""What an appeal's decision promises begins with it, or is somebody's work until a day; the letter says which (C18)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from exam.actions import appeals
from exam.database import db
from exam.errors import Refused
from exam.models import Letter, Sitting
from exam.queries.appeals import remedies_of, remedies_overdue
from exam.queries.retakes import retake_verdict
from exam.queries.waiting import count_of
from exam.rules import actors
from tests.factories import people, states
from tests.factories import world as make
from tests.support.databases import ONE_KIND

OTHER = actors.staff("third")


@pytest.fixture
def world(db_app, clock):
    clock.set(make.NOON)
    return make.world()


def taken_up(world, sitting, about: str = "conduct"):
    row = appeals.appeal(sitting, about=about, text="Please look again.", now=world.now,
                         by=actors.candidate(sitting.candidate.account_id))
    return appeals.take_up(row, now=world.now, by=OTHER)


def upheld(world, row, remedy: str, **work):
    return appeals.decide(row, outcome="upheld", remedy=remedy, reasons="You are right.", now=world.now, by=OTHER,
                          **work)


def letter(kind: str) -> str:
    return db.session.query(Letter).filter_by(kind=f"candidate/{kind}").one().body_text


def test_c18_a_sitting_that_does_not_count_brings_the_next_one_at_once(world):
    sitting = states.void(world, decision="void_counting")
    permit = sitting.authorization
    permit.closes_on = world.now.date()
    db.session.commit()
    row = upheld(world, taken_up(world, sitting, "decision"), "not_counting")
    next_one = row.remedy_sitting
    assert (next_one.state, next_one.sitting_no, next_one.authorization_id) == ("registered", 2, permit.id)
    assert permit.closes_on == world.now.date() + timedelta(days=60), "days that were over are open again"
    assert row.remedy_done_at == world.now and row.remedy_owner_id is None
    said = letter("appeal_decided")
    assert "Your next exam stands ready" in said and "May 1, 2026" in said
    assert not retake_verdict(permit, now=world.now).allowed, "one is open already"


@ONE_KIND
def test_c18_nothing_is_made_ready_for_somebody_who_passed(world):
    row = upheld(world, taken_up(world, states.released(world)), "not_counting")
    assert row.remedy_sitting_id is None and db.session.query(Sitting).count() == 1
    assert "what you can do now" in letter("appeal_decided")
    assert row.sitting.authorization.closes_on == world.now.date() + timedelta(days=365)


def test_c18_a_scoring_to_be_looked_at_is_the_work_of_somebody_until_a_day(world):
    owner, row = people.staff("releaser", now=world.now), taken_up(world, states.released(world, right=3), "result")
    writer = people.staff("author", now=world.now)
    soon = world.now.date() + timedelta(days=7)
    for work in ({}, {"owner_id": owner.id}, {"owner_id": writer.id, "due_on": soon},
                 {"owner_id": owner.id, "due_on": world.now.date() - timedelta(days=1)}):
        with pytest.raises(Refused):
            upheld(world, row, "rescoring", **work)
    upheld(world, row, "rescoring", owner_id=owner.id, due_on=soon)
    assert count_of(type(row), *remedies_of(owner.id)) == 1 and count_of(type(row), *remedies_of(writer.id)) == 0
    assert [count_of(type(row), *remedies_overdue(day)) for day in (soon, soon + timedelta(days=1))] == [0, 1]
    assert "looks at the scoring again, until Mar 9, 2026" in letter("appeal_decided")
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE appeal SET remedy_owner_id = NULL"))
    db.session.rollback()
    appeals.note_remedy(row, note="Scored again by hand: the same.", now=world.now, by=OTHER)
    assert count_of(type(row), *remedies_of(owner.id)) == 0 and "is done" in letter("remedy_done")
    assert "by hand" not in letter("remedy_done")


@ONE_KIND
def test_c18_another_witness_lets_the_silent_proctor_go_and_the_candidate_names_one(world):
    sitting = states.submitted(world)
    owner, row = people.staff("administrator", now=world.now), taken_up(world, sitting)
    work = {"owner_id": owner.id, "due_on": world.now.date()}
    upheld(world, row, "other_witness", **work)
    assert [one.state for one in sitting.nominations] == ["replaced"] and row.remedy_done_at is None
    assert "name that person on your status page" in letter("appeal_decided")
    attested = states.submitted(world)
    make.attested(world, attested)
    with pytest.raises(Refused, match="stays on record"):
        upheld(world, taken_up(world, attested), "other_witness", **work)


@ONE_KIND
@pytest.mark.parametrize(("remedy", "said"), [("other_witness", "name that person on your status page"),
                                              ("not_counting", "Your next exam stands ready")])
def test_c18_what_follows_from_a_proctors_complaint_is_told_to_the_candidate_and_the_complaint_is_not(
        world, remedy, said):
    sitting = states.submitted(world) if remedy == "other_witness" else states.void(world, decision="void_counting")
    nomination, owner = sitting.nominations[-1], people.staff("administrator", now=world.now)
    row = appeals.complain(nomination, text="Nobody answered the phone.", now=world.now,
                           by=actors.proctor(nomination.id))
    appeals.take_up(row, now=world.now, by=OTHER)
    upheld(world, row, remedy, owner_id=owner.id, due_on=world.now.date())
    told = letter("exam_decision")
    assert said in told and "phone" not in told and "complain" not in told and row.reasons not in told
