"""What the answer journal says: the answers in force, and their digest."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import select

from exam.database import db
from exam.database.base import canonical
from exam.models import AnswerEvent, Sitting
from exam.rules.standings import COUNTING


def answers_in_force(sitting_id: str) -> dict[int, str]:
    """Position to opaque choice: for each position the newest event by (lease, seq) that carries a choice.

    Late events and events after the hand-in are kept in the journal but are never in force.
    """
    asked = (select(AnswerEvent.position, AnswerEvent.choice)
             .where(AnswerEvent.sitting_id == sitting_id, AnswerEvent.choice.is_not(None),
                    AnswerEvent.standing.in_(COUNTING))
             .order_by(AnswerEvent.lease, AnswerEvent.seq))
    return dict(db.session.execute(asked).all())


def submission_digest(sitting: Sitting, answers: Mapping[str, str | None]) -> str:
    """What these answers to exactly the questions that were shown are known by; an attestation is bound to it."""
    revisions = [[row.position, row.revision_digest, row.options] for row in sitting.positions]
    facts = canonical(["examhall-submission-1", sitting.id, sitting.exam_form.digest, revisions, dict(answers)])
    return hashlib.sha256(facts.encode()).hexdigest()


def flags_in_force(sitting_id: str) -> set[int]:
    """The positions whose newest event carries a flag."""
    asked = (select(AnswerEvent.position, AnswerEvent.flagged).where(AnswerEvent.sitting_id == sitting_id)
             .order_by(AnswerEvent.lease, AnswerEvent.seq))
    return {position for position, flagged in dict(db.session.execute(asked).all()).items() if flagged}


def seconds_by_position(sitting_id: str) -> dict[int, int]:
    """How long each question was looked at until its last change, by the page's own watch; those it timed only.

    The watch begins anew with every visit to a question, so the last value of each visit counts.
    """
    asked = (select(AnswerEvent.position, AnswerEvent.elapsed_ms)
             .where(AnswerEvent.sitting_id == sitting_id, AnswerEvent.standing.in_(COUNTING))
             .order_by(AnswerEvent.lease, AnswerEvent.seq))
    whole, visit = {}, {}
    for position, elapsed in db.session.execute(asked):
        if elapsed < visit.get(position, 0):
            whole[position] = whole.get(position, 0) + visit[position]
        visit[position] = elapsed
    spent = {position: whole.get(position, 0) + last for position, last in visit.items()}
    return {position: round(elapsed / 1000) for position, elapsed in spent.items() if elapsed > 0}


def events_in_force(sitting_id: str) -> list[dict]:
    """What a page must know to merge its own changes: the events that carry the answers and the flags in force."""
    asked = (select(AnswerEvent.lease, AnswerEvent.seq, AnswerEvent.position, AnswerEvent.choice, AnswerEvent.flagged,
                    AnswerEvent.standing)
             .where(AnswerEvent.sitting_id == sitting_id).order_by(AnswerEvent.lease, AnswerEvent.seq))
    answers, flags = {}, {}
    for row in db.session.execute(asked):
        counts = row.choice is not None and row.standing in COUNTING
        flags[row.position] = {"lease": row.lease, "seq": row.seq, "position": row.position,
                               "choice": row.choice if counts else None, "flagged": row.flagged}
        if counts:
            answers[row.position] = flags[row.position]
    return [*answers.values(), *(event for event in flags.values() if event["choice"] is None)]


def answers_digest(answers: dict[int, str]) -> str:
    """What page and server compare before "All answers saved" is shown: SHA-256 over `position=choice` lines."""
    lines = "\n".join(f"{position}={answers[position]}" for position in sorted(answers))
    return hashlib.sha256(lines.encode()).hexdigest()
