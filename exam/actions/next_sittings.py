"""Inside an action: one more sitting under the same authorization stands ready, under the rules of its day."""

from datetime import datetime

from exam.database import db
from exam.models import Authorization, Sitting
from exam.queries.programs import program_version_on
from exam.queries.retakes import board_day, sittings_under


def stand_ready(permit: Authorization, *, now: datetime) -> Sitting:
    """The next sitting, in the running transaction. Whether the rules allow it was asked before."""
    newest = sittings_under(permit.id)[-1]
    version = program_version_on(permit.program_id, board_day(now)) or newest.program_version
    sitting = Sitting(candidate_id=permit.candidate_id, authorization_id=permit.id, program_version_id=version.id,
                      sitting_no=newest.sitting_no + 1, registered_at=now)
    db.session.add(sitting)
    db.session.flush()
    return sitting
