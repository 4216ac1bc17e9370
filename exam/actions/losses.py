"""Lost answers: staff put on record what the journal proves, the candidate chooses, and the program's rule is followed.

Nothing here is a matter of opinion: the counts come from the journal, the rule was frozen when the sitting began.
"""

from datetime import datetime

from exam.actions.hearing import refuse_with_a_tie
from exam.actions.next_sittings import sit_again
from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.models import Incident, IncidentDecision, Loss
from exam.queries.losses import choices_to_remind, counted_for, losses_of
from exam.rules.incomplete_data import CHOICES, FAULTS, OUTCOMES, SIT_AGAIN, choose_until, may_count, outcome

RULE = "incomplete_data"
NOT_HANDED_IN = ("The rule for incomplete data begins when the exam is handed in. At the end of its time that happens "
                 "by itself. Come back then.")


def put_on_record(incident: Incident, *, now: datetime, by) -> Loss:
    """Count what the journal proves, and keep it for a second person to confirm. The release waits from now on."""
    sitting = incident.sitting
    with transaction("record_loss", by=by, now=now, locking=sitting) as entry:
        _must_be_fit(incident, by)
        found, program = counted_for(sitting), sitting.program_version.program
        if found.complete == found.scored:
            raise Refused("The journal proves an answer to every question that counts. Nothing is lost.")
        row = Loss(incident_id=incident.id, sitting_id=sitting.id, kind=found.kind, scored=found.scored,
                   complete=found.complete, incomplete=list(found.incomplete),
                   percent_min=program.incomplete_data.count_percent_min,
                   choice_days=program.incomplete_data.choice_days,
                   second_person=program.incidents.second_person_to_take_away, opened_at=now, opened_by=str(by))
        db.session.add(row)
        db.session.flush()
        facts = {} if row.second_person else _confirmed(row, now=now, by=by)
        entry.about("sitting", sitting.id, loss=row.id, incident=incident.id, kind=row.kind, scored=row.scored,
                    complete=row.complete, **facts)
    return row


def confirm(row: Loss, *, now: datetime, by) -> Loss:
    """A second person confirms it: the candidate is told, and chooses; below the program's share the rule acts."""
    with transaction("confirm_loss", by=by, now=now, locking=row.sitting) as entry:
        lock(row)
        _must_wait(row)
        refuse_with_a_tie(row.sitting, by)
        if row.opened_by == str(by):
            raise Refused("You put this loss on record, so somebody else has to confirm it.")
        found = counted_for(row.sitting)
        if (found.complete, list(found.incomplete)) != (row.complete, row.incomplete):
            raise Refused("The journal proves something else by now. Turn this down, and count again.")
        entry.about("sitting", row.sitting_id, loss=row.id, **_confirmed(row, now=now, by=by))
    return row


def turn_down(row: Loss, *, now: datetime, by) -> Loss:
    """There was no loss, or it has to be counted again. The candidate was told nothing yet."""
    with transaction("turn_loss_down", by=by, now=now, locking=row.sitting) as entry:
        lock(row)
        _must_wait(row)
        refuse_with_a_tie(row.sitting, by)
        row.turned_down_at, row.turned_down_by = now, str(by)
        entry.about("sitting", row.sitting_id, loss=row.id)
    return row


def choose(row: Loss, *, choice: str, now: datetime, by) -> Loss:
    """The candidate's own word, once, before the time is over."""
    with transaction("choose_after_loss", by=by, now=now, locking=row.sitting) as entry:
        lock(row)
        if choice not in CHOICES:
            raise Refused("Please choose one of the two.")
        if row.choice is not None:
            raise Refused("The board has your choice already. This page shows what follows.")
        if not row.is_open or row.choose_until is None or now >= row.choose_until:
            raise Refused("The time to choose is over. This page shows what follows.")
        row.choice, row.chosen_at = choice, now
        entry.about("sitting", row.sitting_id, loss=row.id, choice=choice, **_carried_out(row, now=now, by=by))
    return row


def remind_to_choose(row: Loss, *, now: datetime, by) -> bool:
    """The same letter once more, shortly before the time is over. False when somebody else just did, or it was said."""
    with transaction("remind_to_choose", by=by, now=now, locking=row.sitting) as entry:
        lock(row)
        due = row.id in choices_to_remind(now, only=row.id)
        if due:
            to_candidate.answers_lost(row, now=now)
        else:
            entry.action = "remind_to_choose_not_due"
        entry.about("sitting", row.sitting_id, loss=row.id)
    return due


def end_of_choice(row: Loss, *, now: datetime, by) -> bool:
    """The days are over without a choice: silence is never taken for "count". False when somebody was quicker."""
    with transaction("end_of_choice", by=by, now=now, locking=row.sitting) as entry:
        lock(row)
        due = row.is_open and row.choose_until is not None and now >= row.choose_until
        if not due:
            entry.action = "end_of_choice_not_due"
        entry.about("sitting", row.sitting_id, loss=row.id, **(_carried_out(row, now=now, by=by) if due else {}))
    return due


def _must_be_fit(incident: Incident, by) -> None:
    refuse_with_a_tie(incident.sitting, by)
    if incident.code not in FAULTS:
        raise Refused("The rule for incomplete data is for faults on our side. This incident is about something else.")
    if incident.sitting.state in ("released", "void"):
        raise Refused("This exam has its result, or it is void. Answers that were lost are a matter for an appeal now.")
    if incident.sitting.state != "submitted":
        raise Refused(NOT_HANDED_IN)
    if any(row.turned_down_at is None for row in losses_of(incident.sitting_id)):
        raise Refused("A loss is on record for this exam already.")


def _must_wait(row: Loss) -> None:
    if not row.is_open or row.confirmed_at is not None:
        raise Refused("This was decided already.")


def _confirmed(row: Loss, *, now: datetime, by) -> dict:
    row.confirmed_at, row.confirmed_by = now, str(by)
    if may_count(row.complete, row.scored, row.percent_min):
        row.choose_until = choose_until(now, row.choice_days)
        db.session.flush()
        to_candidate.answers_lost(row, now=now)
        return {"choose_until": row.choose_until.isoformat()}
    return _carried_out(row, now=now, by=by)


def _carried_out(row: Loss, *, now: datetime, by) -> dict:
    """What the rule says, done in the running transaction; what was done, as facts for the audit entry."""
    countable = may_count(row.complete, row.scored, row.percent_min)
    row.outcome = outcome(countable=countable, choice=row.choice, until=row.choose_until, now=now)
    row.decided_at, facts = now, {"outcome": row.outcome}
    if row.outcome == SIT_AGAIN:
        row.sitting.take("void", now=now, by=by, counts=False, rule=RULE)
        db.session.flush()
        ready = sit_again(row.sitting.authorization, now=now)
        if ready is not None:
            row.next_sitting_id = facts["next_sitting"] = ready.id
    _close_incident(row, now=now)
    db.session.flush()
    to_candidate.answers_lost_outcome(row, now=now)
    return facts


def _close_incident(row: Loss, *, now: datetime) -> None:
    """The incident is decided by the rule, in the name of whoever confirmed the loss."""
    lock(row.incident)
    if row.incident.is_open:
        row.incident.decided_at = now
        row.incident.decisions.append(IncidentDecision(
            incident_id=row.incident_id, decision=RULE, reason=f"{OUTCOMES[row.outcome]}.", decided_by=row.confirmed_by,
            decided_at=now))
