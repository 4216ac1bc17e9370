"""Work outside the pages: what is due, what one asked for, and how it goes."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from exam.database import db
from exam.errors import NotFound
from exam.models import Job
from exam.rules.jobs import KINDS


def due_jobs(now: datetime) -> Select:
    """Jobs that wait, and those whose worker has been silent for too long; the oldest first."""
    abandoned = and_(Job.state == "running", Job.leased_until <= now)
    return select(Job).where(or_(Job.state == "waiting", abandoned)).order_by(Job.asked_at, Job.id)


def job_with_id(job_id: str, may: Callable[[str], bool]) -> Job:
    """One job of a kind that the reader may see. Raises NotFound."""
    job = db.session.get(Job, job_id)
    if job is None or not may(KINDS[job.kind].permission):
        raise NotFound("no such job")
    return job


def finished_job(job_id: str, kind: str) -> Job:
    """A job of this kind that has its result. Raises NotFound."""
    job = db.session.get(Job, job_id)
    if job is None or job.kind != kind or job.state != "done":
        raise NotFound("no such finished job")
    return job


def newest_jobs(kind: str, about: str | None = None, most: int = 20) -> list[Job]:
    """The newest jobs of a kind, of all or about one thing."""
    asked = select(Job).where(Job.kind == kind).order_by(Job.asked_at.desc(), Job.id).limit(most)
    return list(db.session.scalars(asked if about is None else asked.where(Job.about == about)))


def jobs_in_hand() -> list[Job]:
    """Everything that waits or runs."""
    asked = select(Job).where(Job.state.in_(("waiting", "running"))).order_by(Job.asked_at, Job.id)
    return list(db.session.scalars(asked))
