"""Promise 6: an outage on our side is measured and given back, the same to everybody, once."""

import threading
from datetime import timedelta

import pytest

from exam.actions import outages, sittings
from exam.database import db
from exam.models import AnswerEvent, AuditEntry, Incident, Pulse, TimeCredit
from exam.rules import actors
from exam.rules.outages import is_outage, lost_seconds
from exam.web.pulse import PulseOf
from tests.factories import world as make
from tests.support.databases import ONE_KIND
from tests.support.rooms import Room


class Awake:
    """A machine's own clock, moved by the test."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def awake() -> Awake:
    return Awake()


@pytest.fixture
def world(db_app, clock):
    clock.set(make.NOON)
    return make.world()


def serving(app, awake) -> PulseOf:
    return PulseOf(app, awake=awake)


def passed(clock, awake, seconds: float) -> None:
    clock.advance(seconds=seconds)
    awake.seconds += seconds


def credits() -> dict[str, int]:
    db.session.rollback()
    return {row.sitting_id: row.seconds for row in db.session.query(TimeCredit)}


def timed(world):
    sitting = make.begun(world)
    sitting.limit_seconds = 3600
    sitting.reckon()
    db.session.commit()
    return sitting


def test_six_minutes_are_given_back_to_everybody_who_sat_and_to_nobody_else(world, db_app, clock, awake):
    first, second, waiting, done = timed(world), timed(world), make.registered(world), make.submitted(world)
    paused = timed(world)
    sittings.pause(paused, kind="help", now=clock.now(), by=actors.system("test"))
    ended = timed(world)
    ended.deadline_at = clock.now() - timedelta(minutes=1)
    db.session.commit()
    deadline = first.deadline_at
    serving(db_app, awake).beat()
    passed(clock, awake, 360)
    serving(db_app, awake).beat()
    assert credits() == {first.id: 360, second.id: 360}
    assert (first.deadline_at, second.deadline_at) == (deadline + timedelta(seconds=360),) * 2
    assert [(row.sitting_id, row.code, row.effect, row.is_open) for row in
            db.session.query(Incident).filter_by(source="system").order_by(Incident.sitting_id)] == [
        (key, "I10", "note", False) for key in sorted((first.id, second.id))]
    assert db.session.query(AuditEntry).filter_by(action="credit_outage").count() == 1
    assert [waiting.credited_seconds, done.credited_seconds, paused.credited_seconds] == [0, 0, 0]


def test_promise_6_an_outage_across_the_deadline_ends_nothing_before_it_is_given_back(world, db_app, clock, awake):
    sitting = timed(world)
    sitting.break_count, sitting.break_seconds = 1, 300
    db.session.commit()
    room, deadline = Room(db_app, sitting), sitting.deadline_at
    form = room.hidden()
    passed(clock, awake, 55 * 60)
    serving(db_app, awake).beat()
    passed(clock, awake, 15 * 60)
    answer = {**form, "first_seq": "9", "choice-4": room.options[4][1]}
    replies = [room.save(room.event(1, 3)), room.save(), room.client.post("/room/answers", data=answer),
               room.client.post("/room/hand-in", data=form), room.client.post("/room/break", data=form)]
    assert [reply.status_code for reply in replies] == [503] * 5
    assert "Try again in a minute" in replies[3].get_data(as_text=True)
    db.session.rollback()
    assert (sitting.state, db.session.query(AnswerEvent).count()) == ("in_progress", 0)
    serving(db_app, awake).beat()
    told = room.save(room.event(1, 3)).json
    assert (told["standing"], told["held"], told["seconds_left"]) == ("in_time", 1, 300)
    db.session.rollback()
    assert sitting.deadline_at == deadline + timedelta(minutes=15)
    assert db.session.query(AnswerEvent).one().standing == "in_time"


def test_who_had_ended_before_the_service_fell_silent_is_handed_in_at_the_first_touch(world, db_app, clock, awake):
    sitting = timed(world)
    room, deadline = Room(db_app, sitting), sitting.deadline_at
    passed(clock, awake, 3611)
    serving(db_app, awake).beat()
    passed(clock, awake, 600)
    reply = room.save(room.event(1, 3)).json
    assert (reply["standing"], reply["state"]) == ("late", "submitted")
    db.session.rollback()
    assert sitting.submitted_at == deadline


@ONE_KIND
def test_a_process_notes_its_pulse_before_it_serves(world, db_app, clock, awake, monkeypatch):
    sitting = timed(world)
    serving(db_app, awake).beat()
    passed(clock, awake, 360)
    monkeypatch.setattr("exam.web.pulse.threading.Thread.start", lambda _: None)
    serving(db_app, awake).start()
    assert credits() == {sitting.id: 360}


@ONE_KIND
def test_who_is_on_a_break_gets_back_what_was_lost_after_its_budget(world, db_app, clock, awake):
    short, long = timed(world), timed(world)
    for sitting, seconds in ((short, 120), (long, 600)):
        sitting.break_count, sitting.break_seconds = 1, seconds
        db.session.commit()
        sittings.pause(sitting, kind="break", now=clock.now(), by=actors.system("test"))
    serving(db_app, awake).beat()
    passed(clock, awake, 360)
    serving(db_app, awake).beat()
    assert credits() == {short.id: 240}


def test_two_processes_that_come_back_give_it_once(world, db_app, clock, awake):
    sitting = timed(world)
    serving(db_app, awake).beat()
    passed(clock, awake, 360)
    since = make.NOON
    assert outages.beat("a", unbroken=False, now=clock.now()) == since
    assert outages.beat("b", unbroken=False, now=clock.now()) == since
    assert outages.credit_outage("a", since=since, now=clock.now(), by="system:test") == 1
    assert outages.credit_outage("b", since=since, now=clock.now(), by="system:test") == 0
    assert credits() == {sitting.id: 360}


def test_processes_that_come_back_at_the_same_moment_give_it_once(world, db_app, clock, awake):
    sitting = timed(world)
    serving(db_app, awake).beat()
    passed(clock, awake, 360)
    db.session.rollback()
    start = threading.Barrier(3)

    def come_back():
        start.wait()
        serving(db_app, awake).beat()
    threads = [threading.Thread(target=come_back) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert credits() == {sitting.id: 360}
    assert db.session.query(Pulse).count() == 4


@ONE_KIND
def test_as_long_as_one_process_serves_nothing_is_given(world, db_app, clock, awake):
    timed(world)
    one, other = serving(db_app, awake), serving(db_app, awake)
    other.beat()
    for _ in range(40):
        one.beat()
        passed(clock, awake, 10)
    other.beat()
    assert credits() == {}


@ONE_KIND
def test_a_restart_gives_nothing_and_half_a_minute_is_the_limit(world, db_app, clock, awake):
    sitting = timed(world)
    serving(db_app, awake).beat()
    passed(clock, awake, 30)
    serving(db_app, awake).beat()
    assert credits() == {}
    passed(clock, awake, 31)
    serving(db_app, awake).beat()
    assert credits() == {sitting.id: 31}


@ONE_KIND
def test_m11_a_clock_that_was_set_forward_is_no_outage(world, db_app, clock, awake):
    timed(world)
    pulse = serving(db_app, awake)
    pulse.beat()
    clock.advance(hours=1)
    awake.seconds += 10
    pulse.beat()
    assert credits() == {}


@ONE_KIND
def test_a_database_that_could_not_be_written_is_an_outage_too(world, db_app, clock, awake, monkeypatch):
    sitting = timed(world)
    pulse = serving(db_app, awake)
    pulse.beat()
    with monkeypatch.context() as patch:
        patch.setattr(outages, "_note", lambda *_: (_ for _ in ()).throw(OSError("the disk is full")))
        for _ in range(6):
            passed(clock, awake, 10)
            pulse.beat()
    passed(clock, awake, 10)
    pulse.beat()
    assert credits() == {sitting.id: 70}


@ONE_KIND
def test_a_night_without_sittings_leaves_no_entry(world, db_app, clock, awake):
    make.submitted(world)
    pulse = serving(db_app, awake)
    pulse.beat()
    passed(clock, awake, 10 * 3600)
    pulse.beat()
    assert credits() == {}
    assert db.session.query(AuditEntry).filter_by(action="credit_outage").count() == 0
    assert db.session.query(Pulse).one().last_at == clock.now()


@ONE_KIND
def test_the_first_pulse_ever_measures_nothing(world, db_app, clock, awake):
    timed(world)
    serving(db_app, awake).beat()
    assert credits() == {}


@ONE_KIND
def test_looking_at_pages_keeps_no_pulse(db_app, client):
    client.get("/health/ready")
    assert db.session.query(Pulse).count() == 0


def test_what_was_lost_before_a_sitting_began_is_not_given():
    later = make.NOON + timedelta(seconds=100)
    assert lost_seconds(later, make.NOON, make.NOON + timedelta(seconds=360)) == 260
    assert lost_seconds(later, make.NOON, make.NOON) == 0
    assert not is_outage(None, make.NOON)


@ONE_KIND
@pytest.mark.parametrize(("minutes", "effect"), [(2, "note"), (11, "hold")])
def test_c16_each_fault_is_one_incident_and_a_long_one_holds(app, world, clock, minutes, effect):
    sitting = timed(world)
    outages.beat("web", unbroken=True, now=clock())
    clock.advance(minutes=minutes)
    since = outages.beat("web", unbroken=False, now=clock())
    outages.credit_outage("web", since=since, now=clock(), by=actors.system("pulse"))
    [incident] = db.session.query(Incident).filter_by(sitting_id=sitting.id)
    assert (incident.code, incident.source, incident.effect) == ("I10", "system", effect)
    assert incident.facts == {"outage_seconds": 60 * minutes} and incident.is_open is (effect == "hold")
