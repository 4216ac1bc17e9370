"""The sweep: what time brings, from stored instants alone, once, and one bad row never stops the others."""

import logging
import re
import threading
from datetime import timedelta

import pytest

from exam.actions import incidents, outages, releases, sittings
from exam.cli.delivery import deliver_due
from exam.cli.sweeping import sweep_once
from exam.cli.working import work_off
from exam.database import db
from exam.letters.relay import Mailbox
from exam.models import AuditEntry, Job, KeyCheck, Letter, Link, Result, TrailStep
from exam.queries.waiting import waiting_for
from exam.rules import actors
from tests.factories import people
from tests.factories import world as make
from tests.support.databases import ONE_KIND


@pytest.fixture
def world(db_app, clock):
    clock.set(make.NOON)
    return make.world("mo-cps-25")


@pytest.fixture
def invited(db_app, clock):
    """A nomination whose invitation has left at noon."""
    clock.set(make.NOON)
    world = make.program_only()
    nomination = make.nominated(world, make.registered(world))
    send()
    return nomination


def send() -> None:
    deliver_due(Mailbox(), threading.Event())


def swept(clock, **duration) -> dict[str, int]:
    """One round of sweep and courier, so much later."""
    clock.advance(**duration)
    done = dict(sweep_once(clock.now()))
    send()
    return done


def letters(kind: str) -> int:
    return db.session.query(Letter).filter_by(kind=kind).count()


def timed(world, minutes: int = 60):
    """A sitting in progress with a limit."""
    sitting = make.begun(world)
    sitting.limit_seconds = minutes * 60
    sitting.reckon()
    db.session.commit()
    return sitting


def test_i3_a_sitting_is_handed_in_after_its_deadline_and_grace_and_not_before(world, clock):
    sitting = timed(world)
    assert swept(clock, minutes=60, seconds=10) == {}
    assert swept(clock, seconds=1) == {"submit_at_deadline": 1}
    assert (sitting.state, sitting.submitted_at) == ("submitted", make.NOON + timedelta(minutes=60))
    assert sitting.submission.completion == "time_expired"
    assert swept(clock, hours=1) == {}


@ONE_KIND
def test_i3_nothing_is_handed_in_while_no_serving_process_lives(world, clock):
    sitting = timed(world)
    clock.advance(minutes=59)
    outages.beat("one", unbroken=False, now=clock.now())
    assert swept(clock, minutes=10) == {}, "the candidate could not reach us when the time ended"
    outages.credit_outage("one", since=make.NOON + timedelta(minutes=59), now=clock.now(), by="system:test")
    assert swept(clock, seconds=20) == {} and sitting.state == "in_progress"
    outages.beat("one", unbroken=True, now=clock.advance(minutes=2))
    assert swept(clock) == {"submit_at_deadline": 1}
    assert sitting.submitted_at == make.NOON + timedelta(minutes=70)


def test_a_clean_attestation_is_released_by_itself(world, clock):
    sitting = make.submitted(world)
    assert swept(clock) == {}
    make.attested(world, sitting)
    assert swept(clock) == {"release": 1}
    assert sitting.state == "released"
    assert db.session.query(Result).one().release.mode == "on_clean_attestation"
    assert swept(clock) == {}


@ONE_KIND
def test_an_attestation_with_an_incident_waits_for_the_board(world, clock):
    sitting = make.submitted(world)
    make.attested(world, sitting, answers={**make.ALL_YES, "5": "no"})
    assert swept(clock) == {} and sitting.state == "submitted"


@ONE_KIND
def test_a_program_that_releases_in_batches_waits_for_staff(db_app, clock):
    clock.set(make.NOON)
    world = make.world("mo-cps-25", release={"mode": "staff_batch"})
    sitting = make.submitted(world)
    make.attested(world, sitting)
    assert swept(clock) == {} and sitting.state == "submitted"


@ONE_KIND
def test_a_sitting_that_is_not_ready_just_waits(world, clock, monkeypatch):
    first, second = make.submitted(world), make.submitted(world)
    for sitting in (first, second):
        make.attested(world, sitting)
    real = releases.missing_for
    monkeypatch.setattr(releases, "missing_for",
                        lambda sitting: ["A hold."] if sitting.id == first.id else real(sitting))
    assert swept(clock) == {"release": 1, "release_not_ready": 1}
    assert (first.state, second.state) == ("submitted", "released")


@ONE_KIND
def test_one_bad_row_never_stops_the_others_and_no_name_is_logged(world, clock, monkeypatch, caplog):
    first, second = timed(world), timed(world)
    real = sittings.submission_of

    def broken(sitting, *args, **kwargs):
        if sitting.id == first.id:
            raise RuntimeError(f"trouble with {sitting.candidate.legal_name}")
        return real(sitting, *args, **kwargs)
    monkeypatch.setattr(sittings, "submission_of", broken)
    with caplog.at_level(logging.ERROR):
        assert swept(clock, hours=2) == {"submit_at_deadline": 1, "submit_at_deadline_failed": 1}
    assert (first.state, second.state) == ("in_progress", "submitted")
    assert "RuntimeError" in caplog.text and first.candidate.legal_name not in caplog.text


def test_reminders_come_on_the_programs_days_and_carry_the_same_link(invited, clock):
    assert swept(clock, hours=23) == {}
    assert swept(clock, hours=1) == {"remind": 1}
    assert swept(clock, minutes=1) == {}
    assert swept(clock, days=2)["remind"] == 1
    assert swept(clock, days=2, hours=23, minutes=58) == {}
    assert swept(clock, minutes=1) == {"remind": 1}
    reminders = db.session.query(Letter).filter_by(kind="proctor/reminder_accept").all()
    assert len({row.link_id for row in reminders}) == 1 and invited.reminders_sent == 3
    assert db.session.query(Link).filter_by(nomination_id=invited.id, purpose="accept").count() == 1


@ONE_KIND
def test_days_that_the_sweep_slept_through_give_one_reminder_and_not_four(invited, clock):
    assert swept(clock, days=6, hours=1)["remind"] == 1
    assert "remind" not in swept(clock, minutes=1)
    assert letters("proctor/reminder_accept") == 1


def test_f21_silence_of_two_days_is_told_once(invited, clock):
    assert "escalate" not in swept(clock, hours=47)
    assert swept(clock, hours=1)["escalate"] == 1
    assert swept(clock, minutes=1) == {}
    assert (letters("candidate/proctor_silent"), invited.state) == (1, "invited")


@ONE_KIND
def test_f18_silence_is_counted_from_when_our_letter_left(db_app, clock):
    clock.set(make.NOON)
    world = make.program_only()
    make.nominated(world, make.registered(world))
    clock.advance(days=3)
    assert sweep_once(clock.now()) == {}
    send()
    assert "escalate" not in swept(clock, hours=47)


def test_a_link_that_ran_out_is_replaced_while_the_sitting_waits(invited, clock):
    before = make.link_of(invited, "accept")
    done = swept(clock, days=7, minutes=1)
    after = make.link_of(invited, "accept")
    assert done["renew_link"] == 1 and after.id != before.id and after.expires_at > clock.now()
    assert before.revoked_at is not None
    assert "renew_link" not in swept(clock, minutes=1)


@ONE_KIND
def test_an_overdue_statement_is_reminded_and_told_to_the_board(world, clock):
    sitting = make.submitted(world)
    make.staffed(make.candidate().account, ["administrator"])
    db.session.commit()
    send()
    assert swept(clock, days=1) == {"remind": 1}
    assert swept(clock, days=5, hours=23) == {"remind": 1}
    assert swept(clock, hours=1) == {"escalate": 1}
    assert swept(clock, days=6) == {}
    assert swept(clock, days=24) == {"explain_delay": 1}
    assert letters("board/attestation_overdue") == 1 and sitting.state == "submitted"


def test_c11_a_long_delay_is_told_once_with_a_reason_and_a_new_day_and_without_a_score(world, clock):
    waits, held, quick = make.submitted(world), make.submitted(world), make.submitted(world)
    owner = people.staff("releaser", now=world.now)
    for sitting in (held, quick):
        make.attested(world, sitting)
    until = world.now.date() + timedelta(days=40)
    incidents.place_hold(held, reason="A secret of the board.", owner_id=owner.id, due_on=until, now=world.now,
                         by="staff:x")
    assert "explain_delay" not in swept(clock, days=13, hours=23)
    assert swept(clock, hours=1)["explain_delay"] == 2 and "explain_delay" not in swept(clock, days=60)
    told = {row.sitting_id: row.body_text for row in db.session.query(Letter).filter_by(
        kind="candidate/result_delayed")}
    assert set(told) == {waits.id, held.id}
    assert "has not signed the statement" in told[waits.id] and "news by Mar 30, 2026" in told[waits.id]
    assert "looks at something before" in told[held.id] and "news by Apr 11, 2026" in told[held.id]
    assert "secret" not in told[held.id] and not re.search(r"score of|points|passed", " ".join(told.values()))


def test_a_sitting_that_was_never_begun_is_missed_after_its_last_day(db_app, clock):
    clock.set(make.NOON)
    sitting = make.registered(make.program_only())
    last = sitting.authorization.closes_on
    assert swept(clock, days=365, hours=5) == {}, f"it is still {last} where the board is"
    assert swept(clock, hours=8) == {"miss": 1}
    assert sitting.state == "missed" and letters("candidate/sitting_missed") == 1
    assert swept(clock, days=1) == {}


def test_two_sweeps_at_once_do_everything_once(db_app, world, clock):
    sittings_ = [timed(world) for _ in range(2)]
    waiting = make.nominated(world, make.registered(world))
    send()
    ids, waiting_id = [row.id for row in sittings_], waiting.id
    clock.advance(days=3)
    db.session.commit()

    def sweep():
        with db_app.app_context():
            sweep_once(clock.now())
    sweeps = [threading.Thread(target=sweep) for _ in range(3)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()
    db.session.rollback()
    steps = db.session.query(TrailStep).filter_by(step="submit").all()
    assert sorted(step.sitting_id for step in steps) == sorted(ids)
    assert db.session.query(Letter).filter_by(nomination_id=waiting_id, kind="proctor/reminder_accept").count() == 1
    assert letters("candidate/proctor_silent") == 1
    for action in ("submit_at_deadline", "remind", "escalate"):
        assert db.session.query(AuditEntry).filter_by(action=action).count() == (2 if action[0] == "s" else 1)


def keys_nobody_checks(clock) -> int:
    """What an administrator reads on the first page."""
    [row] = [row for row in waiting_for("x", {"manage_staff"}.__contains__, now=clock.now())
             if row.label.startswith("Exam forms whose key nobody may check")]
    return row.count


def test_c08_new_answers_ask_for_a_key_check_by_themselves_before_the_first_release(db_app, clock):
    clock.set(make.NOON)
    world = make.world("mo-cps-25", release={"mode": "staff_batch"}, statistics={"show_from_n": 2})
    first = make.submitted(world)
    make.attested(world, first)
    make.submitted(world)
    assert swept(clock) == {}, "nobody could look after what is found"
    assert db.session.query(AuditEntry).filter(AuditEntry.action.like("ask_for_key_check%")).count() == 0
    assert keys_nobody_checks(clock) == 1, "and an administrator is told so"
    owner = people.staff("psychometrician", now=world.now)
    assert keys_nobody_checks(clock) == 0
    assert swept(clock) == {"ask_for_key_check": 1} and swept(clock) == {}
    [job] = db.session.query(Job)
    assert (job.kind, job.about, job.asked["owner_id"]) == ("check_key", world.form.id, owner.id)
    work_off(threading.Event())
    assert (job.state, db.session.query(KeyCheck).one().made_by) == ("done", "system:sweep")
    assert swept(clock, hours=2) == {}, "nothing new was handed in"
    make.submitted(world)
    assert swept(clock) == {"ask_for_key_check": 1}
    releases.release(first, mode="by_staff", now=clock.now(), by=actors.staff("releaser"))
    make.submitted(world)
    assert swept(clock, hours=2) == {}, "after a release people ask for it"


@ONE_KIND
def test_the_command_says_what_it_did(invited, db_app, clock):
    run = db_app.test_cli_runner()
    assert run.invoke(args=["sweep", "once"]).output == "Nothing was due.\n"
    clock.advance(days=1)
    assert run.invoke(args=["sweep", "once"]).output == "remind: 1\n"
