"""Incidents and holds: reported by anybody concerned, decided by the board, taken away only by two persons."""

from datetime import date, datetime

from exam.actions.hearing import end, hear, refuse_with_a_tie
from exam.actions.holders import tell_of_void
from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.letters import candidate as to_candidate
from exam.letters import webhooks as to_machines
from exam.models import Hold, Incident, IncidentDecision, Inquiry, Sitting
from exam.queries.gate import attestation_in_force
from exam.queries.inquiries import inquiry_into
from exam.queries.retakes import board_day
from exam.queries.webhooks import newest_release_of
from exam.rules.incidents import CHOOSABLE, TAKES_AWAY, effect_of
from exam.rules.inquiries import missing_before_taking_away
from exam.rules.roads import SITTING
from exam.rules.said import words_digest


def report(sitting: Sitting, *, code: str, source: str, text: str, happened_at: datetime, now: datetime, by,
           facts: dict | None = None) -> Incident:
    """Put an incident on record. The program says whether its kind is a note or a hold."""
    with transaction("report_incident", by=by, now=now, locking=sitting) as entry:
        policy = sitting.program_version.program.incidents
        effect = effect_of(code, policy)
        incident = Incident(sitting_id=sitting.id, code=code, source=source, effect=effect, text=text,
                            happened_at=happened_at, reported_at=now, reported_by=str(by), facts=facts or {},
                            decided_at=now if effect == "note" else None)
        db.session.add(incident)
        db.session.flush()
        if effect == "hold":
            to_board.incident_opened(incident, now=now)
        if source == "candidate":
            to_candidate.report_received(incident, now=now)
        entry.about("sitting", sitting.id, incident=incident.id, code=code, effect=effect)
    return incident


def decide(incident: Incident, *, decision: str, reason: str, now: datetime, by) -> IncidentDecision:
    """Decide with a reason. What takes a sitting away is only proposed here: a second person confirms it."""
    with transaction("decide_incident", by=by, now=now, locking=incident.sitting) as entry:
        lock(incident)
        if not incident.is_open:
            raise Refused("This incident has been decided already.")
        _check_decision(incident, decision, reason, by)
        inquiry = inquiry_into(incident)
        row = IncidentDecision(incident_id=incident.id, decision=decision, reason=reason, decided_by=str(by),
                               decided_at=now)
        if decision in TAKES_AWAY:
            _name_the_hearing(row, inquiry, now=now, by=by)
        else:
            incident.decided_at = now
            end(inquiry, "drop", now=now, by=by)
        incident.decisions.append(row)
        db.session.flush()
        entry.about("incident", incident.id, decision=decision, final=decision not in TAKES_AWAY,
                    words=words_digest(reason))
    return row


def confirm(incident: Incident, row: IncidentDecision, *, now: datetime, by) -> IncidentDecision:
    """A second person confirms that the sitting is void: only now it is."""
    sitting = incident.sitting
    with transaction("confirm_decision", by=by, now=now, locking=sitting) as entry:
        lock(incident)
        if row.decided_by == str(by):
            raise Refused("Somebody else has to confirm this decision.")
        refuse_with_a_tie(sitting, by)
        if not incident.is_open or row.confirmed_at is not None or row.decision not in TAKES_AWAY:
            raise Refused("There is nothing to confirm.")
        inquiry = inquiry_into(incident)
        _name_the_hearing(row, inquiry, now=now, by=by)
        row.confirmed_by, row.confirmed_at = str(by), now
        incident.decided_at = now
        sitting.take("void", now=now, by=by, counts=row.decision == "void_counting")
        end(inquiry, "decide", now=now, by=by)
        to_candidate.sitting_void(sitting, now=now)
        if (release_id := newest_release_of(sitting.id)) is not None:
            tell_of_void(sitting, now=now)
            to_machines.announce("result.void", sitting_id=sitting.id, release_id=release_id, now=now)
        entry.about("sitting", sitting.id, incident=incident.id, decision=row.decision)
    return row


def place_hold(sitting: Sitting, *, reason: str, owner_id: str, due_on: date, now: datetime, by) -> Hold:
    """Stop the release for a reason of the board's own, with an owner and a day."""
    with transaction("place_hold", by=by, now=now, locking=sitting) as entry:
        if sitting.state == "released":
            raise Refused("This result has been released. A hold cannot take it back.")
        if not reason.strip() or due_on < board_day(now):
            raise Refused("A hold needs a reason, an owner, and a day that is not over.")
        hold = Hold(sitting_id=sitting.id, reason=reason, owner_id=owner_id, due_on=due_on, placed_at=now,
                    placed_by=str(by))
        db.session.add(hold)
        db.session.flush()
        entry.about("sitting", sitting.id, hold=hold.id)
    return hold


def lift_hold(hold: Hold, *, reason: str, now: datetime, by) -> Hold:
    """Take a hold away, with a reason."""
    with transaction("lift_hold", by=by, now=now, locking=hold) as entry:
        if hold.lifted_at is not None:
            raise Refused("This hold has been lifted already.")
        if not reason.strip():
            raise Refused("Say why the hold is lifted.")
        refuse_with_a_tie(db.session.get(Sitting, hold.sitting_id), by)
        hold.lifted_at, hold.lifted_by, hold.lift_reason = now, str(by), reason
        entry.about("sitting", hold.sitting_id, hold=hold.id)
    return hold


def _check_decision(incident: Incident, decision: str, reason: str, by) -> None:
    if decision not in CHOOSABLE:
        raise Refused("Choose one of the decisions.")
    if not reason.strip():
        raise Refused("A decision needs its reason.")
    if decision in TAKES_AWAY and not SITTING.allows(incident.sitting.state, "void"):
        raise Refused("This exam has not begun, so there is nothing to make void.")
    if decision == "void_counting" and not incident.sitting.program_version.program.incidents.misconduct_void_counts:
        raise Refused("In this program a sitting that is void never counts as one of those allowed. Decide that it is "
                      "void and does not count.")
    if decision == "replace_proctor" and attestation_in_force(incident.sitting_id) is not None:
        raise Refused("A proctor has attested this exam, and that statement stays on record. "
                      "Decide that nothing stands against a release, or that the sitting is void.")
    refuse_with_a_tie(incident.sitting, by)


def _name_the_hearing(row: IncidentDecision, inquiry: Inquiry | None, *, now: datetime, by) -> None:
    """Nothing is taken away before the candidate had a notice and the time to answer it (C17)."""
    hear(inquiry, now=now, by=by)
    missing = missing_before_taking_away(inquiry.state if inquiry else None,
                                         inquiry.answer_until if inquiry else None, now)
    if missing:
        raise Refused(missing)
    row.inquiry_id, row.heard_at = inquiry.id, inquiry.heard_at
