"""Inside an action: one more sitting under the same authorization stands ready, under the rules of its day."""

from datetime import datetime

from exam.database import db, lock
from exam.models import Authorization, Sitting
from exam.queries.programs import program_version_on
from exam.queries.retakes import board_day, retake_verdict, sittings_under
from exam.rules.appeals import DAYS_TO_SIT


def stand_ready(permit: Authorization, *, now: datetime) -> Sitting:
    """The next sitting, in the running transaction. Whether the rules allow it was asked before."""
    newest = sittings_under(permit.id)[-1]
    version = program_version_on(permit.program_id, board_day(now)) or newest.program_version
    sitting = Sitting(candidate_id=permit.candidate_id, authorization_id=permit.id, program_version_id=version.id,
                      sitting_no=newest.sitting_no + 1, registered_at=now)
    db.session.add(sitting)
    db.session.flush()
    return sitting


def sit_again(permit: Authorization, *, now: datetime) -> Sitting | None:
    """What does not count is made good: open for long enough, unless one is open, it is passed, or the rules end it."""
    lock(permit)
    until = permit.closes_on
    permit.closes_on = max(until, board_day(now) + DAYS_TO_SIT)
    db.session.flush()
    if not retake_verdict(permit, now=now).allowed:
        permit.closes_on = until
        return None
    return stand_ready(permit, now=now)
