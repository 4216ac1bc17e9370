"""Two people act in the same moment: both are served, one after the other where it matters."""

import contextlib
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from exam.actions import incidents, nominations, releases, scored_results, standard_setting, sweeping
from exam.database import db
from exam.errors import Refused
from exam.models import (
    Incident,
    IncidentDecision,
    Letter,
    Nomination,
    Panelist,
    Release,
    Result,
    Sitting,
    StandardSetting,
)
from exam.rules import actors
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from tests.factories import panels, states
from tests.factories import world as make

ON_POSTGRESQL = pytest.mark.parametrize("database_kind", ["postgresql"])


def at_once(app, *acts) -> list:
    """Each act in a thread and a session of its own; the refusals that they met. Any other error is raised here."""
    db.session.rollback()

    def alone(act):
        with app.app_context():
            try:
                act()
            except Refused as refused:
                return refused
            return None

    with ThreadPoolExecutor(len(acts)) as pool:
        running = [pool.submit(contextvars.Context().run, alone, act) for act in acts]
        met = [done.result(timeout=30) for done in running]
    db.session.rollback()
    return [refused for refused in met if refused is not None]


def meeting(monkeypatch, module, name: str, barrier: threading.Barrier, longest: float = 20) -> None:
    """Before this step of one act, wait until the other act has come as far, if it can."""
    real = getattr(module, name)

    def step(*given, **named):
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(longest)
        return real(*given, **named)

    monkeypatch.setattr(module, name, step)


def test_two_sittings_released_at_once_get_a_number_each_and_one_chain(db_app, database_kind, monkeypatch):
    world = make.world()
    ids = [states.submitted(world).id for _ in range(2)]
    for key in ids:
        make.attested(world, db.session.get(Sitting, key))
    if database_kind == "postgresql":  # SQLite lets one writer in at a time, so they cannot meet inside
        meeting(monkeypatch, releases, "next_release", threading.Barrier(2))

    def release(key: str):
        return lambda: releases.release(db.session.get(Sitting, key), mode="staff_batch", now=world.now,
                                        by=states.RELEASER)

    assert at_once(db_app, *map(release, ids)) == []
    assert [db.session.get(Sitting, key).state for key in ids] == ["released", "released"]
    first, second = db.session.query(Result).join(Release).order_by(Release.no)
    assert [row.no for row in db.session.query(Release).order_by(Release.no)] == [1, 2]
    assert (first.previous_record_hash, second.previous_record_hash) == (scored_results.FIRST_RECORD, first.record_hash)


@ON_POSTGRESQL
def test_a_proctor_accepts_while_the_reminder_is_written(db_app, database_kind, monkeypatch):
    world = make.program_only()
    waiting = [make.nominated(world, make.registered(world)).id for _ in range(3)]
    for letter in db.session.query(Letter):
        letter.state, letter.sent_at = "sent", world.now
    db.session.commit()
    now, barrier, sweep = world.now + timedelta(days=4), threading.Barrier(2), actors.system("sweep")
    statement = {"relationship_kind": "supervisor", "organisation": "Clinic", "rules_version": "1",
                 "conflicts": dict.fromkeys(CONFLICT_QUESTIONS, "no")}
    # Here one act holds the sitting and the other the nomination.
    meeting(monkeypatch, nominations, "lock", barrier)
    meeting(monkeypatch, sweeping, "living_links_of", barrier)

    def accept(key: str):
        nomination = db.session.get(Nomination, key)
        nominations.accept(nomination, make.link_of(nomination, "accept"), statement=statement, now=now,
                           by=actors.proctor(key))

    for key in waiting:
        assert at_once(db_app, lambda key=key: accept(key), lambda key=key: sweeping.remind(
            db.session.get(Nomination, key), purpose="accept", now=now, by=sweep)) == []
        nomination = db.session.get(Nomination, key)
        assert (nomination.state, nomination.reminders_sent) == ("accepted", 1)


@ON_POSTGRESQL
def test_t12_an_incident_is_decided_or_the_sitting_is_void_and_never_both(db_app, database_kind, monkeypatch):
    world = make.world()
    sitting = states.submitted(world)
    incident = incidents.report(sitting, code="I40", source="staff", text="", happened_at=world.now, now=world.now,
                                by=states.RELEASER)
    states.heard(incident, now=world.now)
    row = incidents.decide(incident, decision="void_counting", reason="Seen.", now=world.now, by=states.RELEASER)
    barrier, key, proposed = threading.Barrier(2), incident.id, row.id
    # Both have seen that the incident is open; whoever holds the sitting goes on alone after a moment.
    meeting(monkeypatch, incidents, "_check_decision", barrier, longest=0.5)
    meeting(monkeypatch, incidents.to_candidate, "sitting_void", barrier, longest=0.5)
    refusals = at_once(
        db_app,
        lambda: incidents.decide(db.session.get(Incident, key), decision="release", reason="Nothing stands against it.",
                                 now=world.now, by=actors.staff("third")),
        lambda: incidents.confirm(db.session.get(Incident, key), db.session.get(IncidentDecision, proposed),
                                  now=world.now, by=states.SECOND))
    assert len(refusals) == 1
    released = db.session.query(IncidentDecision).filter_by(incident_id=key, decision="release").count()
    assert (sitting.state, released) in (("void", 0), ("submitted", 1))


@ON_POSTGRESQL
def test_c04_somebody_leaves_a_panel_before_its_round_is_closed_or_not_at_all(db_app, database_kind, monkeypatch):
    world = make.world()
    study = panels.study(world)
    panels.seated(world, study, members=7)
    standard_setting.open_round(study, now=world.now, by=panels.BY)
    panels.rated(world, study, 1)
    standard_setting.close_round(study, standard_setting.summed_up(study), now=world.now, by=panels.BY)
    standard_setting.open_round(study, now=world.now, by=panels.BY)
    panels.rated(world, study, 2)
    key, leaving, barrier = study.id, study.panel[0].id, threading.Barrier(2)
    found = standard_setting.summed_up(study)
    meeting(monkeypatch, standard_setting, "_say_thanks", barrier, longest=2)
    meeting(monkeypatch, standard_setting, "panel_links", barrier, longest=2)
    assert len(at_once(db_app, lambda: standard_setting.close_round(
        db.session.get(StandardSetting, key), found, now=world.now, by=panels.BY), lambda: standard_setting.replace(
            db.session.get(Panelist, leaving), now=world.now, by=panels.BY))) == 1
    study = db.session.get(StandardSetting, key)
    assert study.stage == "round_2" or study.rounds["2"]["panel"] == [one.code for one in study.panel]
