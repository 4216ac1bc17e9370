"""A further sitting and its first day; withdrawing; and the days on which an exam may be taken."""

from datetime import UTC, datetime, timedelta

import pytest

from exam.actions import authorizations, retakes, sittings, sweeping
from exam.database import db
from exam.errors import Refused, StepRefused
from exam.models import AuditEntry, Letter, Link, Sitting
from exam.queries.due import sittings_never_begun
from exam.queries.retakes import first_day_of
from exam.rules import actors
from exam.web.words import day
from tests.factories import states
from tests.factories import world as make
from tests.support.databases import ONE_KIND

BY = actors.candidate("x")


@pytest.fixture
def world(db_app):
    return make.world()


def admit(nomination, now):
    return sittings.admit(nomination, identity_document="passport", now=now, by=actors.proctor(nomination.id))


def test_c19_a_retake_is_admitted_on_its_first_day_and_not_on_the_day_before(world):
    first = states.released(world, right=3)
    blueprint = make.shipped_blueprints()[world.version.program.exam.blueprint]
    make.exam_form(world.version, make.contents_for(blueprint, "second"))
    asked_at = world.later(days=2)
    again = retakes.ask_for_retake(first.authorization, now=asked_at, by=BY)
    assert first_day_of(again) == asked_at.date() + timedelta(days=7)
    letter = db.session.query(Letter).filter_by(kind="candidate/authorized").one()
    assert f"from {day(first_day_of(again))} to " in letter.body_text, "not from the first day of the window"
    nomination = make.accepted(world, again)
    # Midnight in Chicago is what counts: in summer time it comes five hours after that of UTC.
    midnight = datetime.combine(first_day_of(again), datetime.min.time(), UTC) + timedelta(hours=5)
    with pytest.raises(Refused, match="outside the days"):
        admit(nomination, midnight - timedelta(minutes=1))
    admit(nomination, midnight + timedelta(hours=2))
    assert again.state == "admitted"
    assert again.exam_form_id != first.exam_form_id


def test_c19_the_last_day_lasts_until_midnight_where_the_board_is(world):
    sitting = make.registered(world)
    nomination = make.accepted(world, sitting)
    last = datetime.combine(sitting.authorization.closes_on, datetime.min.time(), UTC)
    with pytest.raises(Refused, match="outside the days"):
        admit(nomination, last + timedelta(hours=30, minutes=1))
    admit(nomination, last + timedelta(hours=29))
    assert sitting.state == "admitted"


@ONE_KIND
def test_an_exam_whose_days_were_extended_meanwhile_is_not_missed(world):
    sitting, late = make.registered(world), world.later(days=370)
    [due] = sittings_never_begun(late.date())
    authorizations.change_window(sitting.authorization, opens_on=make.NOON.date(), closes_on=late.date(),
                                 reason="She was ill.", now=late, by="staff:x")
    assert due == sitting.id and sweeping.miss(sitting, now=late, by="system:sweep") is False
    assert sitting.state == "registered"
    assert db.session.query(Letter).filter_by(kind="candidate/sitting_missed").count() == 0


def test_c19_three_sittings_and_no_fourth(world):
    permit = None
    for _ in range(3):
        sitting = make.registered(world) if permit is None else retakes.ask_for_retake(permit, now=world.now, by=BY)
        permit = sitting.authorization
        sitting.state, sitting.submitted_at, sitting.begun_at = "submitted", world.now, world.now
        db.session.commit()
        with pytest.raises(Refused, match="already have an exam open"):
            retakes.ask_for_retake(permit, now=world.now, by=BY)
        sitting.state = "released"
        db.session.commit()
        world.later(days=31)
    with pytest.raises(Refused, match="3 times, which is as often as the rules allow"):
        retakes.ask_for_retake(permit, now=world.now, by=BY)
    assert [row.sitting_no for row in db.session.query(Sitting).order_by(Sitting.sitting_no)] == [1, 2, 3]
    assert db.session.query(Letter).filter_by(kind="candidate/authorized").count() == 2


def test_withdrawing_kills_the_links_and_leaves_one_entry(world):
    sitting = make.registered(world)
    make.nominated(world, sitting)
    before = db.session.query(AuditEntry).count()
    retakes.withdraw(sitting, now=world.now, by=BY)
    assert db.session.query(Link).filter_by(revoked_at=None).count() == 0
    assert db.session.query(AuditEntry).count() == before + 1
    with pytest.raises(StepRefused):
        retakes.withdraw(sitting, now=world.now, by=BY)


def test_nobody_can_be_named_for_an_exam_that_was_given_up(world):
    sitting = states.withdrawn(world)
    with pytest.raises(Refused, match="no longer needs a proctor"):
        make.nominated(world, sitting)
    assert sitting.nominations == []
