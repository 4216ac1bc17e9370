"""What is due of persons rather than of one sitting: ended log-ins, papers of accommodations, contact of proctors.

A person may belong to several programs, so the longest period of all programs in effect counts, and nothing is due
while one of them has not set it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from exam.database import among, db
from exam.models import (
    AccommodationGrant,
    AccommodationRequest,
    Candidate,
    LegalHold,
    Letter,
    LogIn,
    Nomination,
    ProgramVersion,
    Sitting,
    TrailStep,
    TryCount,
)
from exam.queries.programs import programs_on
from exam.queries.retakes import board_day
from exam.queries.retention import Due, in_a_proceeding, under_hold
from exam.rules.accommodations import LETTERS
from exam.rules.retention import IN_A_PROCEEDING, NO_LONGER_KEPT, UNDER_HOLD, cut_off, period_of

ENDED = ("released", "void", "missed", "withdrawn")
WORDS_OF_GRANT = AccommodationGrant.reason != ""
WORDS_OF_REQUEST = or_(AccommodationRequest.asked_for != "", AccommodationRequest.reason != "")
WORDS_OF_LETTER = and_(Letter.kind.in_(LETTERS), Letter.body_text != NO_LONGER_KEPT)


def due_persons(kind: str, now: datetime, only: str = "") -> Iterator[Due]:
    """What is due of this class. `only`: this one subject alone."""
    version, until = _longest(kind, now)
    for subject, kept_by in ASKED[kind](until, only) if kind in ASKED and until else ():
        yield Due(kind, subject, None, version, until, kept_by)


def old_log_ins(until: datetime) -> ColumnElement:
    """Log-ins that ended, or began without an end, before that instant; none of a candidate under a hold."""
    held = (select(Candidate.account_id).join(LegalHold, or_(
        LegalHold.candidate_id == Candidate.id,
        LegalHold.sitting_id.in_(select(Sitting.id).where(Sitting.candidate_id == Candidate.id))))
            .where(LegalHold.lifted_at.is_(None)))
    return and_(func.coalesce(LogIn.ended_at, LogIn.began_at) < until, LogIn.account_id.not_in(held))


def nominations_of_address(nomination_id: str) -> list[Nomination]:
    """Every nomination of the proctor of this one, by the address."""
    address = select(Nomination.email_canonical).where(Nomination.id == nomination_id).scalar_subquery()
    asked = select(Nomination).where(Nomination.email_canonical == address)
    return list(db.session.scalars(asked.order_by(Nomination.id)))


def papers_of(candidate_id: str) -> tuple[list[AccommodationGrant], list[AccommodationRequest], list[Letter]]:
    """Grants, requests and letters of one candidate that still hold words of a decision about accommodations."""
    account = select(Candidate.account_id).where(Candidate.id == candidate_id).scalar_subquery()
    asked = ((AccommodationGrant, AccommodationGrant.candidate_id == candidate_id, WORDS_OF_GRANT),
             (AccommodationRequest, AccommodationRequest.candidate_id == candidate_id, WORDS_OF_REQUEST),
             (Letter, Letter.account_id == account, WORDS_OF_LETTER))
    grants, requests, letters = (list(db.session.scalars(select(model).where(*conditions).order_by(model.id)))
                                 for model, *conditions in asked)
    return grants, requests, letters


def _longest(kind: str, now: datetime) -> tuple[ProgramVersion | None, datetime | None]:
    versions = [row for row in programs_on(board_day(now)) if row.program.exam.required]
    periods = [period_of(kind, row.program.retention) for row in versions]
    if not periods or min(periods) < 1:
        return None, None
    return versions[periods.index(max(periods))], cut_off(kind, max(periods), now)


def _log_ins(until: datetime, only: str) -> Iterator[tuple[str, str]]:
    """All together are one subject: there are many, and none says more than that somebody was here."""
    asked = select(LogIn.id_hash).where(old_log_ins(until)).limit(1)
    tries = select(TryCount.key).where(TryCount.since < until).limit(1)
    if db.session.scalar(asked) is not None or db.session.scalar(tries) is not None:
        yield "log_in:ended", ""


def _papers(until: datetime, only: str) -> Iterator[tuple[str, str]]:
    """Candidates with words of a decision, all of them old, and no exam that is not over or whose trail is younger.

    A request that nobody has answered keeps the papers too.
    """
    grant = select(AccommodationGrant.id).where(AccommodationGrant.candidate_id == Candidate.id)
    request = select(AccommodationRequest.id).where(AccommodationRequest.candidate_id == Candidate.id)
    waits = or_(AccommodationRequest.decided_at.is_(None), AccommodationRequest.decided_at >= until)
    young = (select(TrailStep.id).join(Sitting, Sitting.id == TrailStep.sitting_id)
             .where(Sitting.candidate_id == Candidate.id, TrailStep.at >= until))
    open_ = select(Sitting.id).where(Sitting.candidate_id == Candidate.id, Sitting.purpose == "exam",
                                     Sitting.state.not_in(ENDED))
    asked = select(Candidate.id).where(
        or_(grant.where(WORDS_OF_GRANT).exists(), request.where(WORDS_OF_REQUEST).exists()),
        ~grant.where(AccommodationGrant.decided_at >= until).exists(), ~request.where(waits).exists(),
        ~young.exists(), ~open_.exists())
    for candidate_id in db.session.scalars(_only(asked, Candidate.id, only).order_by(Candidate.id)).all():
        yield f"candidate:{candidate_id}", _kept_by(Sitting.candidate_id == candidate_id, candidate_id)


def _contacts(until: datetime, only: str) -> Iterator[tuple[str, str]]:
    """Proctors, each by their first nomination, all of whose sittings are over and quiet since then."""
    later = Nomination.__table__.alias("later")
    same = (select(later.c.id).join(Sitting.__table__, Sitting.__table__.c.id == later.c.sitting_id)
            .where(later.c.email_canonical == Nomination.email_canonical))
    young = select(TrailStep.id).where(TrailStep.sitting_id == later.c.sitting_id, TrailStep.at >= until).exists()
    is_open = Sitting.__table__.c.state.not_in(ENDED)
    asked = (select(func.min(Nomination.id)).where(Nomination.email != "", ~same.where(or_(young, is_open)).exists())
             .group_by(Nomination.email_canonical))
    for nomination_id in sorted(db.session.scalars(asked).all()):
        if only in ("", f"nomination:{nomination_id}"):
            sittings = [row.sitting_id for row in nominations_of_address(nomination_id)]
            yield f"nomination:{nomination_id}", _kept_by(among(Sitting.id, sittings))


def _only(asked, column, only: str):
    return asked.where(column == only.partition(":")[2]) if only else asked


def _kept_by(theirs: ColumnElement, candidate_id: str = "") -> str:
    held = select(Sitting.id).where(theirs, under_hold()).limit(1)
    on_person = select(LegalHold.id).where(LegalHold.candidate_id == candidate_id, LegalHold.lifted_at.is_(None))
    if db.session.scalar(held) or db.session.scalar(on_person.limit(1)):
        return UNDER_HOLD
    return IN_A_PROCEEDING if db.session.scalar(select(Sitting.id).where(theirs, in_a_proceeding()).limit(1)) else ""


ASKED: dict[str, Callable[[datetime, str], Iterator[tuple[str, str]]]] = {
    "logs": _log_ins, "accommodation_papers": _papers, "proctor_contact": _contacts}
