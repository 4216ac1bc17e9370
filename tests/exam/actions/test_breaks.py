"""A break stops the clock for at most its budget; who stays away for longer uses up the time of the exam."""

from datetime import timedelta

import pytest

from exam.actions import sittings
from exam.actions.answers import save
from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.models import TrailStep
from exam.queries.due import sittings_past_deadline
from exam.rules import actors

BY = actors.candidate("somebody")


@pytest.fixture
def sitting(day):
    """One hour, of which ten minutes have passed, and a break of at most five minutes that has just begun."""
    sitting = day.begun(limit_seconds=3600, break_count=2, break_seconds=300)
    day.clock.advance(minutes=10)
    sittings.pause(sitting, kind="break", now=day.clock.now(), by=BY)
    return sitting


def resumed(day, sitting):
    code = sittings.show_new_code(sitting.nominations[-1], "resume", now=day.clock.now(), by=BY)
    return sittings.resume(sitting, typed_code=code.shown(day.world.secrets), secrets=day.world.secrets,
                           now=day.clock.now(), by=BY)


def test_a_break_that_outlasts_its_budget_goes_on_with_what_is_left(day, sitting):
    assert sitting.deadline_at == sitting.begun_at + timedelta(minutes=65)
    day.clock.advance(minutes=12)
    page = day.room(sitting).page()
    assert "43 minutes left" in page and "used up, and the exam time runs" in page
    resumed(day, sitting)
    assert sitting.clockwork.seconds_left(day.clock.now()) == 43 * 60
    assert sitting.deadline_at == sitting.begun_at + timedelta(minutes=65)
    assert (sitting.break_seconds, sitting.credited_seconds) == (0, 0)


def test_a_break_within_its_budget_costs_nothing_but_the_budget(day, sitting):
    day.clock.advance(minutes=2)
    page = day.room(sitting).page()
    assert "50 minutes left" in page and "stands still\n  for at most 5 minutes" in page
    resumed(day, sitting)
    assert (sitting.clockwork.seconds_left(day.clock.now()), sitting.break_seconds) == (50 * 60, 180)
    assert sitting.deadline_at == sitting.begun_at + timedelta(minutes=62)


def test_t22_a_break_that_outlasts_the_exam_is_handed_in_with_the_deadline(day, sitting):
    room, deadline = day.room(sitting), sitting.deadline_at
    day.clock.set(deadline)
    assert save(sitting.id, 1, [room.event(1, 3)], now=day.clock.now()).standing == "in_time"
    day.clock.advance(seconds=11)
    late = save(sitting.id, 1, [room.event(2, 4)], now=day.clock.now())
    assert (late.standing, late.is_over, late.seconds_left) == ("late", True, 0)
    assert "The time is over" in room.page()
    assert sitting.id in sittings_past_deadline(day.clock.now(), None)
    assert sweep_once(day.clock.now())["submit_at_deadline"] >= 1
    sitting = day.fresh(sitting)
    assert (sitting.state, sitting.submitted_at, sitting.deadline_at) == ("submitted", deadline, deadline)
    assert sitting.submission.answers["3"] and not sitting.submission.answers["4"]
    steps = db.session.query(TrailStep).filter_by(sitting_id=sitting.id, actor="system:sweep")
    assert {(row.step, row.state_after) for row in steps} == {("resume", "in_progress"), ("submit", "submitted")}


def test_the_room_hands_in_a_break_that_is_over_at_the_first_touch(day, sitting):
    room, deadline = day.room(sitting), sitting.deadline_at
    day.clock.set(deadline)
    day.clock.advance(seconds=11)
    assert room.post("hand-in").location == "/room"
    assert day.fresh(sitting).submitted_at == deadline


def test_a_pause_that_is_no_break_stops_the_clock_without_limit(day):
    sitting = day.begun(limit_seconds=3600, break_count=1, break_seconds=300)
    sittings.pause(sitting, kind="proctor", now=day.clock.now(), by=BY)
    day.clock.advance(hours=3)
    assert sitting.deadline_at is None and sitting.id not in sittings_past_deadline(day.clock.now(), None)
    assert not sittings.submit_at_deadline(sitting, now=day.clock.now(), by=BY)
    resumed(day, sitting)
    assert sitting.clockwork.seconds_left(day.clock.now()) == 3600
