"""Accommodations, asked for, granted, declined and withdrawn: never with a diagnosis; admission applies grants."""

from collections.abc import Collection
from datetime import date, datetime

from exam.database import db, transaction
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.letters import proctor as to_proctor
from exam.models import AccommodationGrant, AccommodationRequest, Candidate
from exam.queries.accommodation_requests import answer_day, has_declined, open_requests_of
from exam.queries.links import living_links_of
from exam.queries.nominations import accepted_before_the_exam
from exam.queries.retakes import board_day
from exam.rules.accommodations import DECLINED_BEFORE, problems_of_grant, problems_of_request

ANSWERED = "This request has been answered or taken back already."
NOTHING_OPEN = "No request of this person is open any more. Leave the last field empty."


def ask(candidate: Candidate, *, asked_for: str, asked_on: date, now: datetime, by) -> AccommodationRequest:
    """Put a request on record, from the day on which it came. The audit entry says that, and never what."""
    with transaction("ask_for_accommodations", by=by, now=now, locking=candidate) as entry:
        problems = problems_of_request(asked_on, board_day(now), len(open_requests_of(candidate.id)))
        if problems:
            raise Refused(*problems)
        row = AccommodationRequest(candidate=candidate, asked_for=asked_for, asked_on=asked_on,
                                   answer_by=answer_day(candidate.id, asked_on), recorded_at=now, recorded_by=str(by))
        db.session.add(row)
        db.session.flush()
        to_candidate.request_received(row, late=row.answer_by < board_day(now), now=now)
        entry.about("candidate", candidate.id, request=row.id)
    return row


def grant(candidate: Candidate, *, codes: list[str], break_count: int, break_minutes: int, reason: str, offered,
          not_granted: str = "", answering: Collection[str] | None = None, now: datetime, by) -> AccommodationGrant:
    """Grant what the program offers, asked for or not. It answers every open request of the candidate.

    `answering` names those that whoever grants has read: one that came meanwhile stays open. `not_granted` tells the
    candidate which part is declined, and why. The audit entry says that something was granted, and never what.
    """
    with transaction("grant_accommodations", by=by, now=now, locking=candidate) as entry:
        requests = [row for row in open_requests_of(candidate.id) if answering is None or row.id in answering]
        problems = problems_of_grant(codes, break_count, break_minutes, offered)
        if not_granted and not requests:
            problems.append(NOTHING_OPEN)
        if not_granted and has_declined(str(by), candidate.id):
            problems.append(DECLINED_BEFORE)
        if problems:
            raise Refused(*problems)
        row = AccommodationGrant(candidate_id=candidate.id, codes=sorted(codes), break_count=break_count,
                                 break_minutes=break_minutes, reason=reason, decided_by=str(by), decided_at=now)
        db.session.add(row)
        db.session.flush()
        _tell_proctors(candidate.id, now=now)
        entry.about("candidate", candidate.id, grant=row.id,
                    **_answered(candidate, requests, row, not_granted, now=now, by=by))
    return row


def _tell_proctors(candidate_id: str, *, now: datetime) -> None:
    """Whoever has the letter for the day looks at the page again: what is arranged is not what it was."""
    for nomination in accepted_before_the_exam(candidate_id):
        for link in living_links_of(nomination.id, "admit")[-1:]:
            to_proctor.reminder(nomination, link, now=now)


def _answered(candidate: Candidate, requests: list[AccommodationRequest], row: AccommodationGrant, not_granted: str, *,
              now: datetime, by) -> dict:
    for request in requests:
        request.answer("granted", reason=not_granted, grant_id=row.id, now=now, by=by)
    if not requests:
        to_candidate.arranged(candidate, now=now)
        return {}
    to_candidate.request_granted(requests, now=now)
    return {"requests": [request.id for request in requests]}


def decline(request: AccommodationRequest, *, reason: str, now: datetime, by) -> AccommodationRequest:
    """Decline with the reason, which the candidate reads. Nobody declines twice what one person asks for."""
    with transaction("decline_accommodations", by=by, now=now, locking=request.candidate) as entry:
        _refuse_answered(request)
        if has_declined(str(by), request.candidate_id):
            raise Refused(DECLINED_BEFORE)
        request.answer("declined", reason=reason, now=now, by=by)
        to_candidate.request_declined(request, now=now)
        entry.about("candidate", request.candidate_id, request=request.id)
    return request


def take_back(request: AccommodationRequest, *, now: datetime, by) -> AccommodationRequest:
    """Whoever asked changes their mind, here or by telling the board."""
    with transaction("take_back_accommodation_request", by=by, now=now, locking=request.candidate) as entry:
        _refuse_answered(request)
        request.answer("withdrawn", now=now, by=by)
        entry.about("candidate", request.candidate_id, request=request.id)
    return request


def _refuse_answered(request: AccommodationRequest) -> None:
    """Asked under the lock of the candidate, which every answer takes first."""
    if request.outcome != "open":
        raise Refused(ANSWERED)


def withdraw(row: AccommodationGrant, *, now: datetime, by) -> AccommodationGrant:
    """The grant no longer applies to exams that have not begun."""
    with transaction("withdraw_accommodations", by=by, now=now, locking=row) as entry:
        if row.withdrawn_at is not None:
            raise Refused("This grant has been withdrawn already.")
        row.withdrawn_at = now
        _tell_proctors(row.candidate_id, now=now)
        entry.about("candidate", row.candidate_id, grant=row.id)
    return row
