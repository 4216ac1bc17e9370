"""Breaks, pauses and several days, as the proctor and the candidate read them: nobody loses time over night."""

from datetime import timedelta

import pytest

from exam.actions import accommodations, sittings
from exam.models import Sitting
from exam.rules import actors
from exam.web.secret_keys import secret_keys
from tests.factories import world as maker
from tests.factories.proctors import Phone, living_code

STAFF = actors.staff("administrator")
LONGER = "Do you need longer, or is the day over? Pause the exam."


@pytest.fixture
def robin(db_app, clock) -> Phone:
    world = maker.world(now=clock())
    return Phone(db_app.test_client(), maker.accepted(world, maker.registered(world)))


@pytest.fixture
def running(robin, clock):
    def run(*codes: str) -> Sitting:
        sitting = robin.nomination.sitting
        accommodations.grant(sitting.candidate, codes=["break-stop-clock", *codes], break_count=2, break_minutes=20,
                             reason="Agreed.", offered=("break-stop-clock", *codes), now=clock(), by=STAFF)
        robin.admit()
        sittings.begin(sitting, typed_code=living_code(sitting, "start"), secrets=secret_keys(), now=clock(),
                       by=candidate_of(sitting))
        sitting.limit_seconds = 2 * 3600
        sitting.reckon()
        return sitting

    return run


def text_of(answer) -> str:
    """The words of a page on one line."""
    return " ".join(answer.get_data(as_text=True).split())


def candidate_of(sitting: Sitting):
    return actors.candidate(sitting.candidate.account_id)


def on_a_break(sitting: Sitting, clock) -> Sitting:
    return sittings.pause(sitting, kind="break", now=clock(), by=candidate_of(sitting))


def facts(robin) -> dict:
    return robin.client.get(robin.path("admit", "/live-facts")).get_json()


def test_a_proctor_reads_that_a_break_ends_by_itself_and_can_make_it_a_pause(robin, running, clock):
    sitting = on_a_break(running(), clock)
    live = facts(robin)
    assert live["state"] == "break" and live["facts"]["state"] == "On a break"
    assert "The clock stands still until 9:20 a.m." in live["facts"]["sentence"] and LONGER in live["facts"]["sentence"]
    clock.advance(minutes=30)
    assert "the exam time runs although the candidate is away" in facts(robin)["facts"]["sentence"]
    left = sitting.clockwork.seconds_left(clock())
    robin.press("admit", "/pause", reason="health")
    clock.advance(days=1)
    assert (sitting.state, sitting.deadline_at, sitting.clockwork.seconds_left(clock())) == ("paused", None, left)
    live = facts(robin)
    assert live["state"] == "paused" and "9:00 a.m." in live["happened"][0] and "2026" in live["happened"][0]


def test_what_is_left_of_a_break_is_kept_when_the_proctor_makes_it_a_pause(robin, running, clock):
    sitting = on_a_break(running(), clock)
    clock.advance(minutes=5)
    assert "The day is over" not in robin.look("admit", "/pause").get_data(as_text=True)
    assert robin.press("admit", "/pause", reason="day").status_code == 400
    robin.press("admit", "/pause", reason="health")
    assert (sitting.break_seconds, [pause.kind for pause in sitting.pauses]) == (15 * 60, ["break", "proctor"])
    assert sitting.pauses[0].ended_at == sitting.pauses[1].began_at == sitting.pauses[0].began_at + timedelta(minutes=5)
    robin.press("admit", "/pause", reason="health")  # once more: a pause of the proctor is no break
    assert len(sitting.pauses) == 2


def test_the_end_of_a_day_is_a_reason_where_several_days_are_arranged(robin, running, clock):
    sitting = running("multi-day")
    assert "The day is over, and we go on another day" in robin.look("admit", "/pause").get_data(as_text=True)
    robin.press("admit", "/pause", reason="day")
    assert sitting.state == "paused" and "You may go on until " in facts(robin)["facts"]["sentence"]


def test_a_candidate_reads_before_and_in_a_break_how_to_stop_for_longer(day):
    sitting = day.begun(limit_seconds=3600, break_count=2, break_seconds=300, room_codes=["multi-day"])
    room = day.room(sitting)
    before = text_of(room.client.get("/room/break"))
    assert "The 5 minutes are for all of them together." in before
    words = "To stop for longer, or until another day, do not take a break: ask your proctor to pause the exam."
    assert words in before
    sittings.pause(sitting, kind="break", now=day.clock.now(), by=candidate_of(sitting))
    assert "If you need longer, ask your proctor to pause the exam." in text_of(room.client.get("/room"))
    sittings.pause(sitting, kind="proctor", now=day.clock.now(), by=STAFF)
    assert "You may go on another day, until " in text_of(room.client.get("/room"))
