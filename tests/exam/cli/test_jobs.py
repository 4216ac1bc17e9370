"""Work outside the pages: done once, by one worker at a time, through crashes, and its end is always said."""

import threading

import pytest

from exam.actions import jobs
from exam.cli.working import keep_lease, work_off
from exam.database import db
from exam.errors import Refused
from exam.models import AuditEntry, Job
from exam.rules import actors
from exam.rules.jobs import LEASE, MISTAKE, MOST_TRIES
from tests.factories.members import signed_in_member
from tests.support.databases import ONE_KIND

KIND = "assemble_exam_forms"
BY = actors.staff("somebody")


def asked(clock, **facts) -> Job:
    return jobs.ask(KIND, {"seed": 7}, now=clock.now(), by=BY, **facts)


def worked(work) -> dict:
    return dict(work_off(threading.Event(), {KIND: work}))


def fresh(job: Job) -> Job:
    db.session.rollback()
    return db.session.get(Job, job.id, populate_existing=True)


def test_issue3_a_job_is_done_once_and_keeps_its_result(db_app, clock):
    job, seen = asked(clock, about="exam_form:x"), []

    def work(wanted, say):
        say(1, 2, "Half of it")
        row = fresh(job)
        seen.append((wanted, row.state, row.done, row.total, row.step))
        return {"forms": 3}

    assert worked(work) == {"done": 1} and worked(work) == {}
    assert seen == [({"seed": 7}, "running", 1, 2, "Half of it")]
    row = fresh(job)
    assert (row.state, row.result, row.ended_at) == ("done", {"forms": 3}, clock.now())
    assert db.session.query(AuditEntry).filter_by(action="ask_for_job").one().subject == f"job:{job.id}"


def test_issue3_two_workers_never_hold_one_job(db_app, clock):
    first, second = asked(clock), asked(clock)
    held = {jobs.claim(now=clock.now()).id, jobs.claim(now=clock.now()).id}
    assert held == {first.id, second.id} and jobs.claim(now=clock.now()) is None


def test_issue3_a_worker_that_dies_loses_its_job_after_the_lease_and_what_it_says_later_counts_nothing(db_app, clock):
    job = asked(clock)
    dead = jobs.claim(now=clock.now()).run
    assert jobs.claim(now=clock.advance(seconds=LEASE.seconds - 1)) is None
    alive = jobs.claim(now=clock.advance(seconds=1)).run
    assert alive != dead
    assert not jobs.say(job.id, dead, 1, 1, "late", now=clock.now())
    assert not jobs.finish(job.id, dead, {"from": "the dead"}, now=clock.now())
    assert not jobs.fail(job.id, dead, ["late"], now=clock.now())
    assert jobs.finish(job.id, alive, {"from": "the living"}, now=clock.now())
    assert fresh(job).result == {"from": "the living"}


@ONE_KIND
def test_issue3_a_lease_that_is_renewed_beside_the_work_is_not_lost(db_app, clock):
    job = asked(clock)
    run = jobs.claim(now=clock.now()).run
    clock.advance(seconds=LEASE.seconds - 1)
    over = threading.Event()

    class Once(threading.Event):
        """Lets one round pass."""
        rounds = 0

        def wait(self, timeout=None):
            self.rounds += 1
            return self.rounds > 1

    keep_lease(db_app, job.id, run, Once())
    assert fresh(job).leased_until == clock.now() + LEASE
    jobs.finish(job.id, run, {}, now=clock.now())
    keep_lease(db_app, job.id, run, over, every=0)  # comes back by itself, because the job is nobody's any more
    assert not over.is_set() and fresh(job).leased_until is None


@ONE_KIND
def test_issue3_a_job_that_kills_its_worker_again_and_again_is_given_up_with_a_sentence(db_app, clock):
    job = asked(clock)
    for _ in range(MOST_TRIES):
        assert jobs.claim(now=clock.now()).state == "running"
        clock.advance(seconds=LEASE.seconds)
    assert worked(lambda *_: pytest.fail("it must not begin again")) == {"failed": 1}
    assert fresh(job).state == "failed" and "stopped each time" in fresh(job).trouble[0]


@ONE_KIND
def test_issue3_what_a_rule_refuses_is_said_in_its_words_and_a_mistake_of_ours_as_one(db_app, clock, caplog):
    refused, broken, good = asked(clock), asked(clock), asked(clock)

    def work(_wanted, _say):
        row = next(row for row in (refused, broken, good) if fresh(row).state == "running")
        if row is refused:
            raise Refused("Too few items.", "Write three more.")
        if row is broken:
            raise ZeroDivisionError("secret")
        return {}

    assert worked(work) == {"failed": 2, "done": 1}
    assert fresh(refused).trouble == ["Too few items.", "Write three more."]
    assert fresh(broken).trouble == [MISTAKE] and "secret" not in caplog.text
    assert fresh(good).state == "done"


@ONE_KIND
def test_issue3_a_stopped_job_ends_where_its_worker_next_says_something(db_app, clock):
    job, reached = asked(clock), []

    def work(_wanted, say):
        jobs.stop(fresh(job), now=clock.now(), by=BY)
        say(1, 2, "on and on")
        reached.append("the end")

    assert worked(work) == {"lost": 1} and reached == []
    assert fresh(job).state == "stopped" and fresh(job).result is None
    with pytest.raises(Refused):
        jobs.stop(fresh(job), now=clock.now(), by=BY)


@ONE_KIND
def test_issue3_the_page_of_a_job_says_how_it_goes_and_shows_it_to_nobody_else(app, clock):
    with app.app_context():
        maker = signed_in_member(app, "psychometrician", now=clock.now())
        stranger = signed_in_member(app, "author", now=clock.now())
        job = jobs.ask(KIND, {}, now=clock.now(), by=maker.by)
        assert "Waiting for its turn" in maker.page(f"/board/jobs/{job.id}")
        stranger.page(f"/board/jobs/{job.id}", status=404)
        stranger.page(f"/board/jobs/{job.id}/state", status=404)
        run = jobs.claim(now=clock.now()).run
        jobs.say(job.id, run, 2, 5, "Form 2 of 5", now=clock.now())
        page = maker.page(f"/board/jobs/{job.id}")
        assert "Form 2 of 5" in page and 'max="5" value="2"' in page
        assert maker.client.get(f"/board/jobs/{job.id}/state").json == {
            "state": "running", "step": "Form 2 of 5", "done": 2, "total": 5}
        jobs.fail(job.id, run, ["Too few items."], now=clock.now())
        assert "Too few items." in maker.page(f"/board/jobs/{job.id}")
        other = jobs.ask(KIND, {}, now=clock.now(), by=maker.by)
        assert "It was stopped" in maker.send(f"/board/jobs/{other.id}/stop", f"/board/jobs/{other.id}")
