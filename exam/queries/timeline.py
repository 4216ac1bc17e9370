"""One exam in one list: what machines recorded and what people said, in order, each entry with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from exam.database import AuditEntry, db
from exam.models import AnswerEvent, Letter, Sitting
from exam.queries.appeals import appeals_of
from exam.queries.disposals import disposals_of
from exam.queries.incidents import attestations_of, holds_of, incidents_of
from exam.queries.inquiries import notices_of
from exam.queries.retakes import board_day
from exam.queries.sittings import time_credits_of, trail_of
from exam.rules.incidents import CODES, DECISIONS, decision_in_words

TOLD_BY = {"proctor": "The proctor", "candidate": "The candidate", "staff": "Staff", "system": "Measured"}
ACTIONS = {"take_over": "The exam went on in another tab or on another device.",
           "take_over_refused": "A code to go on with another device did not fit.",
           "begin_refused": "A start code did not fit.", "resume_refused": "A code to go on did not fit.",
           "deadline_moved": "The end of the exam was moved, because of time that was given back."}
STANDINGS = {"lost_lease": "{} answers came from a tab that had lost its turn. They were kept, and count.",
             "late": "{} answers came after the end. They were kept, and do not count without a decision.",
             "closed": "{} answers came when the exam was closed. They were kept, and do not count."}
TIME = frozenset({"pause", "resume"})


@dataclass(frozen=True)
class Moment:
    """One entry: when, whose record or word it is, what it says, the words of a person, and who acted."""

    at: datetime
    source: str
    sentence: str
    said: str = ""
    actor: str = ""


def timeline_of(sitting: Sitting, *, exact: bool) -> list[Moment]:
    """Everything, oldest first. Without `exact` what tells how long the exam took is left out (C21)."""
    found = [*_steps(sitting, exact), *_devices(sitting), *_answers(sitting), *_letters(sitting),
             *_people(sitting), *_decisions(sitting), *_hearings(sitting)]
    found += [Moment(row.disposed_at, "Retention", f"{row.row_count} rows of answers were disposed of when their time "
                     f"was over ({row.rule}). Digest: {row.digest}.", actor=row.disposed_by)
              for row in disposals_of(sitting.id)]
    if exact:
        found += [Moment(row.given_at, "Clock", f"{row.seconds} seconds were given: {row.reason or row.kind}.",
                         actor=row.given_by) for row in time_credits_of(sitting.id)]
    return sorted(found, key=lambda moment: moment.at)


def _steps(sitting: Sitting, exact: bool) -> Iterator[Moment]:
    for row in trail_of(sitting.id):
        if exact or row.step not in TIME:
            words = f"{row.step} ({row.state_before} to {row.state_after})".replace("_", " ")
            yield Moment(row.at, f"Trail of the {row.road}", f"{words[0].upper()}{words[1:]}.", actor=row.actor)


def _devices(sitting: Sitting) -> Iterator[Moment]:
    asked = (select(AuditEntry.at, AuditEntry.action, AuditEntry.actor)
             .where(AuditEntry.subject == f"sitting:{sitting.id}", AuditEntry.action.in_(ACTIONS)))
    for at, action, actor in db.session.execute(asked):
        yield Moment(at, "Codes and devices", ACTIONS[action], actor=actor)


def _answers(sitting: Sitting) -> Iterator[Moment]:
    asked = (select(AnswerEvent.standing, AnswerEvent.lease, func.count().label("number"),
                    func.min(AnswerEvent.received_at).label("at"))
             .where(AnswerEvent.sitting_id == sitting.id, AnswerEvent.standing.in_(STANDINGS))
             .group_by(AnswerEvent.standing, AnswerEvent.lease))
    for row in db.session.execute(asked):
        yield Moment(row.at, "Answers", STANDINGS[row.standing].format(row.number))


def _letters(sitting: Sitting) -> Iterator[Moment]:
    asked = select(Letter).where(Letter.sitting_id == sitting.id)
    for row in db.session.scalars(asked):
        yield Moment(row.written_at, "Letters", f"To the {row.audience}: “{row.subject}” "
                     f"({row.state.replace('_', ' ')}).")


def _people(sitting: Sitting) -> Iterator[Moment]:
    for row in incidents_of(sitting.id):
        sentence = f"Reported: {CODES.get(row.code, row.code)}."
        if row.happened_at == row.reported_at:
            yield Moment(row.reported_at, TOLD_BY[row.source], sentence, row.text, row.reported_by)
        else:
            yield Moment(row.happened_at, TOLD_BY[row.source], f"{sentence} This is when it happened, as reported "
                         "afterwards.", row.text, row.reported_by)
    for row in attestations_of(sitting.id):
        said = [f"Statement {number}: {row.answers[number]['answer'] or 'no answer'}"
                for number in sorted(row.answers, key=int)]
        outcome = "without an incident" if row.outcome == "clean" else "with an incident"
        yield Moment(row.signed_at, "The proctor", f"Signed the statement {outcome}. {'; '.join(said)}.",
                     actor=f"proctor:{row.nomination_id}")


def _decisions(sitting: Sitting) -> Iterator[Moment]:
    for incident in incidents_of(sitting.id):
        for row in incident.decisions:
            words = decision_in_words(row.decision, confirmed=False)
            yield Moment(row.decided_at, "Decision", f"{words}.", row.reason, row.decided_by)
            if row.confirmed_at:
                yield Moment(row.confirmed_at, "Decision", f"Confirmed by a second person: {DECISIONS[row.decision]}.",
                             actor=row.confirmed_by)
    for row in holds_of(sitting.id):
        yield Moment(row.placed_at, "Hold", f"Placed, to be looked at by {row.due_on}.", row.reason, row.placed_by)
        if row.lifted_at:
            yield Moment(row.lifted_at, "Hold", "Lifted.", row.lift_reason, row.lifted_by)


def _hearings(sitting: Sitting) -> Iterator[Moment]:
    for row in notices_of(sitting.id):
        until = board_day(row.answer_until)
        yield Moment(row.notified_at, "Notice", f"Sent to the candidate, to be answered by {until}.", row.suspicion,
                     row.notified_by)
        if row.answered_at:
            yield Moment(row.answered_at, "The candidate", "Answered the notice.", row.answer)
    for row in appeals_of(sitting.id):
        whose = "The candidate" if row.nomination_id is None else "The proctor"
        yield Moment(row.filed_at, whose, "Asked the board to look again.", row.text, row.filed_by)
        if row.decided_at:
            yield Moment(row.decided_at, "Decision", f"About what was asked: {row.outcome.replace('_', ' ')}.",
                         row.reasons, row.decided_by)
