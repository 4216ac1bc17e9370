"""Work outside the pages: asked for by a person, held by one worker at a time, ended once."""

from collections.abc import Sequence
from datetime import datetime

from exam.database import db, lock, new_id, transaction, upkeep
from exam.errors import Refused
from exam.models import Job
from exam.queries.jobs import due_jobs
from exam.rules.jobs import DIED_EACH_TIME, KINDS, LEASE, MOST_TRIES


def ask(kind: str, asked: dict, *, about: str = "", now: datetime, by) -> Job:
    """Write down what is to be done; a worker takes it up within seconds."""
    if kind not in KINDS:
        raise KeyError(kind)
    with transaction("ask_for_job", by=by, now=now) as entry:
        job = Job(kind=kind, about=about, asked=asked, asked_at=now, asked_by=str(by))
        db.session.add(job)
        db.session.flush()
        entry.about("job", job.id, kind=kind, about=about)
    return job


def stop(job: Job, *, now: datetime, by) -> Job:
    """Nobody needs it any more. A worker that holds it finds out when it next says how far it is."""
    with transaction("stop_job", by=by, now=now, locking=job) as entry:
        if job.is_over:
            raise Refused("This work has ended already.")
        job.state, job.ended_at = "stopped", now
        entry.about("job", job.id, kind=job.kind)
    return job


def claim(*, now: datetime) -> Job | None:
    """Take the job that waits longest, or one whose worker died; None when there is none."""
    with upkeep("claim_job"):
        job = db.session.scalars(due_jobs(now).limit(1).with_for_update(skip_locked=True)).first()
        if job is not None and job.tries >= MOST_TRIES:
            _end(job, "failed", now, trouble=[DIED_EACH_TIME.format(job.tries)])
        elif job is not None:
            job.state, job.run, job.leased_until = "running", new_id(), now + LEASE
            job.tries, job.step, job.done, job.total = job.tries + 1, "", 0, 0
    return job


def keep(job_id: str, run: str, *, now: datetime) -> bool:
    """Renew the lease; False when this run does not hold the job any more."""
    with upkeep("keep_job"):
        job = _held(job_id, run)
        if job is not None:
            job.leased_until = now + LEASE
    return job is not None


def say(job_id: str, run: str, done: int, total: int, step: str, *, now: datetime) -> bool:
    """Put down how far it is; False when this run does not hold the job any more."""
    with upkeep("say_progress"):
        job = _held(job_id, run)
        if job is not None:
            job.done, job.total, job.step, job.leased_until = done, total, step[:200], now + LEASE
    return job is not None


def finish(job_id: str, run: str, result: dict, *, now: datetime) -> bool:
    """Keep the result; a run that lost its job keeps nothing, because another one does it."""
    with upkeep("finish_job"):
        job = _held(job_id, run)
        if job is not None:
            _end(job, "done", now, result=result)
    return job is not None


def fail(job_id: str, run: str, sentences: Sequence[str], *, now: datetime) -> bool:
    """Keep the sentences that say why there is no result."""
    with upkeep("fail_job"):
        job = _held(job_id, run)
        if job is not None:
            _end(job, "failed", now, trouble=list(sentences))
    return job is not None


def _held(job_id: str, run: str) -> Job | None:
    job = db.session.get(Job, job_id)
    if job is None:
        return None
    lock(job)
    return job if job.state == "running" and job.run == run else None


def _end(job: Job, state: str, now: datetime, *, result: dict | None = None, trouble: Sequence[str] = ()) -> None:
    job.state, job.ended_at, job.result, job.trouble, job.leased_until = state, now, result, list(trouble), None
