"""Counting tries at one door. It is bookkeeping and leaves no audit entry."""

from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite

from exam.database import db, upkeep
from exam.models import TryCount

INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def count_try(key: str, *, tries: int, seconds: int, now: datetime) -> int:
    """Count one try and return 0, or the seconds to wait when the limit of this stretch was reached."""
    with upkeep("count_try"):
        _begin_count(key, now)
        row = db.session.get(TryCount, key, with_for_update=True)
        over = timedelta(seconds=seconds)
        if not timedelta() <= now - row.since < over:
            row.since, row.tries = now, 0
        if row.tries >= tries:
            return max(1, int((row.since + over - now).total_seconds()))
        row.tries += 1
    return 0


def _begin_count(key: str, now: datetime) -> None:
    """A row to hold: of several first tries at one moment only one makes it, and none of them fails."""
    insert = INSERT[db.engine.dialect.name]
    db.session.execute(insert(TryCount).values(key=key, since=now, tries=0).on_conflict_do_nothing())
