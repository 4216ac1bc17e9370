"""One worker: takes a job, keeps its lease while it works, and puts down how it ended."""

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import contextmanager

from flask import Flask, current_app

from exam.actions import jobs
from exam.cli.job_work import WORK, Work
from exam.database import db
from exam.errors import Refused
from exam.models import Job
from exam.rules.jobs import MISTAKE, RENEW_EVERY_SECONDS
from exam.web.clock import now

log = logging.getLogger("examhall")


class Lost(Exception):
    """Another run holds this job now, or nobody needs it any more."""


def work_off(stop: threading.Event, works: Mapping[str, Work] = WORK) -> Counter:
    """Do every job that waits until none is left or we are told to stop; counts by how they ended."""
    counts: Counter = Counter()
    while not stop.is_set() and (job := jobs.claim(now=now())) is not None:
        counts[job.state if job.is_over else _done(job, works)] += 1
    return counts


def _done(job: Job, works: Mapping[str, Work]) -> str:
    job_id, run, kind, asked = job.id, job.run, job.kind, job.asked

    def say(done: int, total: int, step: str) -> None:
        if not jobs.say(job_id, run, done, total, step, now=now()):
            raise Lost

    try:
        with _kept(job_id, run):
            result = works[kind](asked, say)
        return "done" if jobs.finish(job_id, run, result, now=now()) else "lost"
    except Lost:
        return "lost"
    except Refused as refused:
        jobs.fail(job_id, run, refused.sentences, now=now())
    except Exception as trouble:
        log.error("jobs: %s %s failed with %s", kind, job_id, type(trouble).__name__)
        db.session.rollback()
        jobs.fail(job_id, run, [MISTAKE], now=now())
    return "failed"


@contextmanager
def _kept(job_id: str, run: str):
    """The lease is renewed beside the work, so that only a dead worker loses it."""
    over = threading.Event()
    told = (current_app._get_current_object(), job_id, run, over)
    beside = threading.Thread(target=keep_lease, args=told, daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


def keep_lease(app: Flask, job_id: str, run: str, over: threading.Event, every: float = RENEW_EVERY_SECONDS) -> None:
    """Renew the lease until the work is over or is somebody else's."""
    while not over.wait(every):
        with app.app_context():
            try:
                if not jobs.keep(job_id, run, now=now()):
                    return
            except Exception as trouble:  # the database may be back before the lease is over
                log.error("jobs: the lease of %s was not renewed: %s", job_id, type(trouble).__name__)
