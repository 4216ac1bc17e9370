"""Inside an action: what an upheld appeal promises begins in the transaction that decides it."""

from datetime import date, datetime

from exam.actions.letting_go import let_go
from exam.actions.next_sittings import sit_again
from exam.database import db
from exam.errors import Refused
from exam.models import Account, Appeal
from exam.queries.retakes import board_day
from exam.rules.appeals import AT_ONCE
from exam.rules.permissions import holds


def work_of(remedy: str, owner_id: str, due_on: date | None, *, now: datetime) -> tuple[str | None, date | None]:
    """Who looks after what is not done at once, and until which day. Raises Refused."""
    if remedy in AT_ONCE:
        return None, None
    owner = db.session.get(Account, owner_id) if owner_id else None
    if owner is None or owner.closed_at is not None or not holds(owner.role_names, "decide_appeals"):
        raise Refused("Choose who looks after what follows: somebody who may decide about appeals.")
    if due_on is None or due_on < board_day(now):
        raise Refused("Give the day until which it is done. Choose a day that is not over.")
    return owner.id, due_on


def begin(row: Appeal, *, now: datetime, by) -> dict:
    """Start it where our rules have the means; what was started, as facts for the audit entry."""
    if row.remedy == "other_witness":
        let_go(row.sitting, now=now, by=by)
        return {"let_go": True}
    if row.remedy == "not_counting":
        return _sit_again(row, now=now)
    return {}


def _sit_again(row: Appeal, *, now: datetime) -> dict:
    """The next sitting, where the rules leave one."""
    ready = sit_again(row.sitting.authorization, now=now)
    if ready is None:
        return {}
    row.remedy_sitting_id = ready.id
    return {"next_sitting": ready.id, "closes_on": ready.authorization.closes_on.isoformat()}
