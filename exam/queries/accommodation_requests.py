"""Requests for accommodations: those of one person, those that wait for an answer, and by when it is due."""

from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from exam.database import db
from exam.errors import NotFound
from exam.models import AccommodationRequest, Authorization, Candidate
from exam.queries.paging import Page, page_of
from exam.queries.programs import programs_on
from exam.rules.days import business_days_after
from question_bank.programs.exam_tables import Accommodations

IS_OPEN: ColumnElement = AccommodationRequest.outcome == "open"
OLDEST_FIRST = (AccommodationRequest.answer_by, AccommodationRequest.recorded_at, AccommodationRequest.id)


def requests_of(candidate_id: str) -> list[AccommodationRequest]:
    """Everything that one person asked for, newest first."""
    asked = select(AccommodationRequest).where(AccommodationRequest.candidate_id == candidate_id)
    return list(db.session.scalars(asked.order_by(
        AccommodationRequest.asked_on.desc(), AccommodationRequest.recorded_at.desc(), AccommodationRequest.id)))


def open_requests_of(candidate_id: str) -> list[AccommodationRequest]:
    """What one person asked for and nobody has answered yet, by the day of the answer."""
    asked = select(AccommodationRequest).where(AccommodationRequest.candidate_id == candidate_id, IS_OPEN)
    return list(db.session.scalars(asked.order_by(*OLDEST_FIRST)))


def request_of(candidate: Candidate, request_id: str) -> AccommodationRequest:
    """A request of this candidate. Raises NotFound for any other."""
    row = db.session.get(AccommodationRequest, request_id)
    if row is None or row.candidate_id != candidate.id:
        raise NotFound("no such request of this candidate")
    return row


def open_requests_page(number: int) -> Page:
    """Open requests with their candidate; those that are due first come first."""
    asked = (select(AccommodationRequest, Candidate)
             .join(Candidate, Candidate.id == AccommodationRequest.candidate_id).where(IS_OPEN))
    return page_of(asked.order_by(*OLDEST_FIRST), number, whole_rows=True)


def first_answer_due() -> date | None:
    """The day by which the next open request has to be answered; None while none is open."""
    return db.session.scalar(select(func.min(AccommodationRequest.answer_by)).where(IS_OPEN))


def answer_day(candidate_id: str, asked_on: date) -> date:
    """The day by which the board answers: of the programs in which the person may test, the soonest."""
    in_programs = set(db.session.scalars(select(Authorization.program_id).where(
        Authorization.candidate_id == candidate_id, Authorization.withdrawn_at.is_(None))))
    days = [row.program.accommodations.answer_business_days for row in programs_on(asked_on)
            if row.program_id in in_programs]
    return business_days_after(asked_on, min(days, default=Accommodations().answer_business_days))


def has_declined(actor: str, candidate_id: str) -> bool:
    """Whether this actor has declined a request of this person, or a part of one."""
    asked = select(AccommodationRequest.id).where(
        AccommodationRequest.candidate_id == candidate_id, AccommodationRequest.decided_by == actor,
        or_(AccommodationRequest.outcome == "declined", AccommodationRequest.reason != ""))
    return db.session.scalar(asked.limit(1)) is not None
