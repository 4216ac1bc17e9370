"""One more sitting under the same authorization, asked for by the candidate; and a sitting that is given up."""

from datetime import datetime

from exam.actions.letting_go import let_go
from exam.actions.next_sittings import stand_ready
from exam.database import transaction
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.models import Authorization, Sitting
from exam.queries.retakes import first_day_of, retake_verdict


def ask_for_retake(authorization: Authorization, *, now: datetime, by) -> Sitting:
    """The candidate asks; where the program's rules allow it, the next sitting stands ready at once (C19)."""
    with transaction("ask_for_retake", by=by, now=now, locking=authorization) as entry:
        verdict = retake_verdict(authorization, now=now)
        if not verdict.allowed:
            raise Refused(*verdict.reasons)
        sitting = stand_ready(authorization, now=now)
        to_candidate.authorized(sitting.candidate, sitting, now=now, first_day=first_day_of(sitting))
        entry.about("sitting", sitting.id, sitting_no=sitting.sitting_no, earliest=verdict.earliest_on.isoformat())
    return sitting


def withdraw(sitting: Sitting, *, now: datetime, by) -> Sitting:
    """The candidate gives up a sitting that has not begun. It does not count, and the proctor is told."""
    with transaction("withdraw", by=by, now=now, locking=sitting) as entry:
        sitting.take("withdraw", now=now, by=by)
        let_go(sitting, now=now, by=by)
        entry.about("sitting", sitting.id)
    return sitting
