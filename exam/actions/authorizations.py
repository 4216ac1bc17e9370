"""Permissions to test, mended: other days, open again after the last day, or a withdrawal that was a mistake."""

from datetime import date, datetime

from exam.actions.next_sittings import stand_ready
from exam.database import db, transaction
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.models import Authorization, Sitting
from exam.queries.retakes import board_day, first_day_of, retake_verdict, sittings_under
from exam.rules.authorizations import UNDO_DAYS, may_undo, unfit_window

ENDED = ("withdrawn", "missed", "void")


def change_window(permit: Authorization, *, opens_on: date, closes_on: date, reason: str, now: datetime,
                  by) -> Authorization:
    """Extend the days, or open them again; where the exam was missed, a fresh sitting stands ready."""
    with transaction("change_window", by=by, now=now, locking=permit) as entry:
        if permit.withdrawn_at is not None:
            raise Refused("This authorization has been withdrawn. Undo that first.")
        _check(opens_on, closes_on, reason, now)
        if (opens_on, closes_on) == (permit.opens_on, permit.closes_on):
            raise Refused("These are the days already. Change one, or go back to the candidate's page.")
        before = [permit.opens_on.isoformat(), permit.closes_on.isoformat()]
        permit.opens_on, permit.closes_on = opens_on, closes_on
        db.session.flush()
        sitting = _ready(permit, now=now)
        to_candidate.authorization_changed(sitting, now=now, first_day=first_day_of(sitting))
        entry.about("authorization", permit.id, candidate=permit.candidate_id, before=before,
                    after=[opens_on.isoformat(), closes_on.isoformat()], reason=reason, sitting=sitting.id)
    return permit


def undo_withdrawal(permit: Authorization, *, reason: str, now: datetime, by) -> Authorization:
    """The withdrawal was a mistake: the authorization is in force again, with a fresh sitting and no old proctor."""
    with transaction("undo_withdrawal", by=by, now=now, locking=permit) as entry:
        if permit.withdrawn_at is None:
            raise Refused("This authorization is in force.")
        if not may_undo(board_day(permit.withdrawn_at), board_day(now)):
            raise Refused(f"A withdrawal can be undone for {UNDO_DAYS} days. Authorize the candidate anew instead.")
        if not reason.strip():
            raise Refused("Say why it was a mistake.")
        permit.withdrawn_at = None
        db.session.flush()
        sitting = _ready(permit, now=now)
        to_candidate.authorization_changed(sitting, now=now, first_day=first_day_of(sitting))
        entry.about("authorization", permit.id, candidate=permit.candidate_id, reason=reason, sitting=sitting.id)
    return permit


def _check(opens_on: date, closes_on: date, reason: str, now: datetime) -> None:
    sentence = unfit_window(opens_on, closes_on, board_day(now))
    if sentence:
        raise Refused(sentence)
    if not reason.strip():
        raise Refused("Say why the days are changed.")


def _ready(permit: Authorization, *, now: datetime) -> Sitting:
    """The sitting that waits or was taken; after one that ended without being taken, a new one if the rules allow."""
    newest = sittings_under(permit.id)[-1]
    if newest.state not in ENDED or (newest.state == "void" and not retake_verdict(permit, now=now).allowed):
        return newest
    return stand_ready(permit, now=now)
