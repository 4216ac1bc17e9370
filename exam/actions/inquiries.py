"""A suspected irregularity: what is suspected is written down, sent, answered, and only then decided (C17)."""

from datetime import datetime

from exam.actions.hearing import end, refuse_with_a_tie
from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.letters import candidate as to_candidate
from exam.models import Incident, Inquiry
from exam.queries.inquiries import inquiry_into
from exam.rules.inquiries import answer_deadline
from exam.rules.said import words_digest


def suspect(incident: Incident, *, suspicion: str, evidence: str, now: datetime, by) -> Inquiry:
    """Write down what is suspected and what speaks for it; a draft may be written anew until it is sent."""
    with transaction("open_inquiry", by=by, now=now, locking=incident) as entry:
        refuse_with_a_tie(incident.sitting, by)
        row = inquiry_into(incident)
        if row is not None:
            lock(row)  # somebody may be sending it at this moment
        if not incident.is_open:
            raise Refused("This incident has been decided already.")
        if row is not None and row.state != "suspected":
            raise Refused("The notice has been sent. What it says stays as it is.")
        if not suspicion.strip() or not evidence.strip():
            raise Refused("Write what is suspected, and what speaks for it.")
        policy = incident.sitting.program_version.program.incidents
        if row is None:
            row = Inquiry(incident_id=incident.id, sitting_id=incident.sitting_id, opened_at=now, opened_by=str(by))
            db.session.add(row)
        row.suspicion, row.evidence, row.standard_of_proof = suspicion, evidence, policy.standard_of_proof
        db.session.flush()
        entry.about("incident", incident.id, inquiry=row.id)
    return row


def notify(inquiry: Inquiry, *, now: datetime, by) -> Inquiry:
    """Send the notice. From now on the candidate reads it, and has the program's days to answer."""
    with transaction("notify", by=by, now=now, locking=inquiry) as entry:
        sitting = inquiry.incident.sitting
        refuse_with_a_tie(sitting, by)
        inquiry.take("notify", now=now, by=by)
        inquiry.notified_at, inquiry.notified_by = now, str(by)
        inquiry.answer_until = answer_deadline(now, sitting.program_version.program.incidents.answer_days)
        db.session.flush()
        to_candidate.notice(inquiry, now=now)
        entry.about("inquiry", inquiry.id, sitting=sitting.id, answer_until=inquiry.answer_until.isoformat(),
                    words=words_digest(inquiry.suspicion, inquiry.evidence, inquiry.standard_of_proof))
    return inquiry


def answer(inquiry: Inquiry, *, text: str, now: datetime, by) -> Inquiry:
    """What the candidate says to it: once, in words, before the time is over."""
    with transaction("answer_notice", by=by, now=now, locking=inquiry) as entry:
        if inquiry.answered_at is not None:
            raise Refused("The board has your answer already. You can still contact the board.")
        if inquiry.state != "notified" or now >= inquiry.answer_until:
            raise Refused("The time to answer on this page is over. You can still contact the board.")
        if not text.strip():
            raise Refused("Please write your answer.")
        inquiry.take("answer", now=now, by=by)
        inquiry.answer, inquiry.answered_at, inquiry.heard_at = text, now, now
        db.session.flush()
        to_candidate.notice_answered(inquiry, now=now)
        to_board.notice_answered(inquiry, now=now)
        entry.about("inquiry", inquiry.id, sitting=inquiry.sitting_id, words=words_digest(text))
    return inquiry


def drop(inquiry: Inquiry, *, now: datetime, by) -> Inquiry:
    """Close it without taking anything away; who had the notice is told. The incident still waits for its decision."""
    with transaction("drop_inquiry", by=by, now=now, locking=inquiry) as entry:
        refuse_with_a_tie(inquiry.incident.sitting, by)
        end(inquiry, "drop", now=now, by=by)
        entry.about("inquiry", inquiry.id, sitting=inquiry.sitting_id)
    return inquiry
