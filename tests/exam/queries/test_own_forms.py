"""A form of one's own: drawn ahead of the day for who has met every published form, and given to nobody else."""

import threading
from datetime import timedelta

import pytest

from exam.actions import cut_scores, exam_forms, items, sittings
from exam.cli.sweeping import sweep_once
from exam.cli.working import work_off
from exam.database import db
from exam.errors import Refused
from exam.models import ExamForm, Item, Job, Letter
from exam.queries.exam_forms import exam_form_for, questions_met
from exam.queries.items import items_in
from exam.queries.retakes import board_day
from exam.rules import actors
from question_bank.blueprint import shipped_blueprints
from question_bank.families import family_in
from tests.factories import world as maker
from tests.factories.people import staff
from tests.support.databases import ONE_KIND

BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]


@pytest.fixture
def world(db_app, clock):
    """A program with one published form, a second set of items in the bank, and staff who get letters."""
    clock.set(maker.NOON)
    world = maker.world(now=clock.now())
    items.import_items(maker.contents_for(BLUEPRINT, "u"), now=clock.now(), by=maker.AUTHOR)
    items.approve_imported(items_in(states=("draft",)), note="", now=clock.now(), by=maker.REVIEWER)
    world.staff = [staff("reviewer", now=clock.now()), staff("psychometrician", now=clock.now())]
    return world


def returning(world, clock):
    """A candidate who has begun an exam, and is registered for one more."""
    first = maker.begun(world)
    world.now = clock.advance(days=1)
    return maker.registered(world, first.candidate)


def looked_after(clock) -> None:
    assert sweep_once(clock.now())["ask_for_own_forms"] == 1
    assert dict(work_off(threading.Event())) == {"done": 1}


def test_issue3_a_form_is_drawn_ahead_for_who_has_met_every_published_one_and_for_nobody_else(world, clock):
    sitting = returning(world, clock)
    assert exam_form_for(sitting, board_day(clock.now())) is None
    looked_after(clock)
    own = db.session.query(ExamForm).filter_by(for_candidate_id=sitting.candidate_id).one()
    assert (own.state, own.assembled_by, own.conformance) == ("draft", "system:assembler", {"gaps": []})
    assert exam_form_for(sitting, board_day(clock.now())) is None, "nobody has published it"
    exam_forms.publish(own, now=clock.now(), by=maker.REVIEWER)
    proposal = cut_scores.propose_programs_cut(own, why_unlinked="For one person.", now=clock.now(),
                                               by=maker.AUTHOR)
    cut_scores.adopt(proposal, now=clock.now(), by=maker.REVIEWER)
    assert exam_form_for(sitting, board_day(clock.now())) == own
    assert not questions_met(sitting.candidate_id) & {family_in(row.revision.document) for row in own.items}
    other = maker.registered(world)
    assert exam_form_for(other, board_day(clock.now())) == world.form, "it is nobody else's"


@ONE_KIND
def test_issue3_staff_are_told_once_and_looking_again_the_same_day_or_the_next_draws_nothing_twice(world, clock):
    returning(world, clock)
    looked_after(clock)
    told = {row.account_id for row in db.session.query(Letter).filter_by(kind="board/own_form_drawn")}
    assert {account.id for account in world.staff} <= told
    assert "ask_for_own_forms" not in sweep_once(clock.now())
    assert "ask_for_own_forms" not in sweep_once(clock.advance(days=1)), "the form waits for its publication"
    assert db.session.query(ExamForm).filter(ExamForm.for_candidate_id.is_not(None)).count() == 1
    assert db.session.query(Letter).filter_by(kind="board/own_form_drawn").count() == len(told)


@ONE_KIND
def test_issue3_what_the_bank_is_short_of_is_said_to_who_assembles(world, clock):
    returning(world, clock)
    for row in db.session.query(Item).filter(Item.code.startswith("u-")):
        if row.current.content.competency == "C11":
            items.change_use(row, use="suspended", reason="weak", now=clock.now(), by=maker.AUTHOR)
    looked_after(clock)
    [letter] = db.session.query(Letter).filter_by(kind="board/own_form_short").all()
    assert "C11 application: 1 wanted, the bank has 0" in letter.body_text and letter.account_id == world.staff[1].id
    assert db.session.query(Job).one().result["kept"] == []


@ONE_KIND
def test_issue3_nothing_is_drawn_for_whom_a_published_form_fits(world, clock):
    maker.exam_form(world.version, maker.contents_for(BLUEPRINT, "v"), now=clock.now())
    returning(world, clock)
    looked_after(clock)
    assert db.session.query(Job).one().result == {"kept": [], "short": []}


@ONE_KIND
def test_issue3_a_form_is_drawn_at_the_admission_and_never_again_while_the_exam_lasts(world, clock):
    sitting = maker.registered(world)
    nomination = maker.accepted(world, sitting)
    assert sitting.exam_form is None
    by = actors.proctor(nomination.id)
    sittings.admit(nomination, identity_document="passport", now=clock.now(), by=by)
    drawn = sitting.exam_form
    exam_forms.withdraw(drawn, reason="later", now=clock.now() + timedelta(seconds=1), by=maker.REVIEWER)
    with pytest.raises(Refused):
        sittings.admit(nomination, identity_document="passport", now=clock.now() + timedelta(seconds=2), by=by)
    db.session.refresh(sitting)
    assert sitting.exam_form == drawn == world.form
