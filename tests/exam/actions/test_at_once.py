"""Two people act in the same moment: both are served, one after the other where it matters."""

import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from exam.actions import nominations, releases, sweeping
from exam.database import db
from exam.models import Letter, Nomination, Release, Result, Sitting
from exam.rules import actors
from exam.rules.proctor_policy import CONFLICT_QUESTIONS
from tests.factories import states
from tests.factories import world as make

ON_POSTGRESQL = pytest.mark.parametrize("database_kind", ["postgresql"])


def at_once(app, *acts):
    """Each act in a thread and a session of its own; what one of them raises is raised here."""
    db.session.rollback()

    def alone(act):
        with app.app_context():
            return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(contextvars.Context().run, alone, act) for act in acts]:
            done.result(timeout=30)
    db.session.rollback()


def meeting(monkeypatch, module, name: str, barrier: threading.Barrier) -> None:
    """Before this step of one act, wait until the other act has come as far."""
    real = getattr(module, name)

    def step(*given, **named):
        barrier.wait(timeout=20)
        return real(*given, **named)

    monkeypatch.setattr(module, name, step)


def test_two_sittings_released_at_once_get_a_number_each_and_one_chain(db_app, database_kind, monkeypatch):
    world = make.world()
    ids = [states.submitted(world).id for _ in range(2)]
    for key in ids:
        make.attested(world, db.session.get(Sitting, key))
    if database_kind == "postgresql":  # SQLite lets one writer in at a time, so they cannot meet inside
        meeting(monkeypatch, releases, "_next_release", threading.Barrier(2))

    def release(key: str):
        return lambda: releases.release(db.session.get(Sitting, key), mode="staff_batch", now=world.now,
                                        by=states.RELEASER)

    at_once(db_app, *map(release, ids))
    assert [db.session.get(Sitting, key).state for key in ids] == ["released", "released"]
    first, second = db.session.query(Result).join(Release).order_by(Release.no)
    assert [row.no for row in db.session.query(Release).order_by(Release.no)] == [1, 2]
    assert (first.previous_record_hash, second.previous_record_hash) == (releases.FIRST_RECORD, first.record_hash)


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
        at_once(db_app, lambda key=key: accept(key), lambda key=key: sweeping.remind(
            db.session.get(Nomination, key), purpose="accept", now=now, by=sweep))
        nomination = db.session.get(Nomination, key)
        assert (nomination.state, nomination.reminders_sent) == ("accepted", 1)
