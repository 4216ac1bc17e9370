"""What time brings to nominations and to sittings that wait; each looks again under its lock before it acts."""

from datetime import datetime

from exam.database import transaction
from exam.letters import board as to_board
from exam.letters import candidate as to_candidate
from exam.letters import proctor as to_proctor
from exam.models import Nomination, Sitting
from exam.queries.due import (
    nominations_to_escalate,
    nominations_to_remind,
    nominations_with_dead_link,
    sittings_never_begun,
)
from exam.queries.late_results import results_to_explain, why_late
from exam.queries.links import living_links_of
from exam.queries.retakes import board_day

ASKING = {"accept": to_proctor.invitation, "attest": to_proctor.attestation_request}


def remind(nomination: Nomination, *, purpose: str, now: datetime, by) -> bool:
    """Send the living link once more, on the program's days. False when somebody else just did."""
    with transaction("remind", by=by, now=now, locking=nomination) as entry:
        links = [link for link in living_links_of(nomination.id, purpose) if link.expires_at > now]
        due = bool(links) and (nomination.id, purpose) in nominations_to_remind(now, nomination.id)
        if due:
            nomination.reminders_sent += 1
            to_proctor.reminder(nomination, links[-1], now=now)
        _noted(entry, nomination, purpose, done=due)
    return due


def escalate(nomination: Nomination, *, purpose: str, now: datetime, by) -> bool:
    """The proctor stays silent: candidate and board are told. Silence never ends the candidate's road by itself."""
    with transaction("escalate", by=by, now=now, locking=nomination) as entry:
        due = (nomination.id, purpose) in nominations_to_escalate(now, nomination.id)
        if due:
            nomination.escalated_at = now
            if purpose == "accept":
                to_candidate.proctor_silent(nomination, now=now)
                to_board.proctor_silent(nomination, now=now)
            else:
                to_board.attestation_overdue(nomination, now=now)
        _noted(entry, nomination, purpose, done=due)
    return due


def renew_link(nomination: Nomination, *, purpose: str, now: datetime, by) -> bool:
    """The link has run out while the sitting still waits: the same letter again, with a fresh one."""
    with transaction("renew_link", by=by, now=now, locking=nomination) as entry:
        due = (nomination.id, purpose) in nominations_with_dead_link(now, nomination.id)
        if due:
            for link in living_links_of(nomination.id, purpose):
                link.revoked_at = now
            ASKING[purpose](nomination, now=now)
        _noted(entry, nomination, purpose, done=due)
    return due


def miss(sitting: Sitting, *, now: datetime, by) -> bool:
    """The days on which the exam could be taken are over, and it was never begun."""
    with transaction("miss", by=by, now=now, locking=sitting) as entry:
        due = sitting.id in sittings_never_begun(board_day(now), only=sitting.id)
        if due:
            sitting.take("miss", now=now, by=by)
            to_candidate.sitting_missed(sitting, now=now)
        else:
            entry.action = "miss_not_due"
        entry.about("sitting", sitting.id)
    return due


def explain_delay(sitting: Sitting, *, now: datetime, by) -> bool:
    """The result takes long: the candidate is told why, and until when to expect news. Once for each sitting."""
    with transaction("explain_delay", by=by, now=now, locking=sitting) as entry:
        due = sitting.id in results_to_explain(now, only=sitting.id)
        if due:
            reasons, until = why_late(sitting, now=now)
            to_candidate.result_delayed(sitting, now=now, reasons=reasons, until=until)
            entry.about("sitting", sitting.id, reasons=len(reasons), until=until.isoformat())
        else:
            entry.action = "explain_delay_not_due"
            entry.about("sitting", sitting.id)
    return due


def _noted(entry, nomination: Nomination, purpose: str, *, done: bool) -> None:
    if not done:
        entry.action += "_not_due"
    entry.about("nomination", nomination.id, purpose=purpose)
