"""Counting tries at one door. It is bookkeeping and leaves no audit entry."""

from datetime import datetime, timedelta

from exam.database import db, upkeep
from exam.models import TryCount


def count_try(key: str, *, tries: int, seconds: int, now: datetime) -> int:
    """Count one try and return 0, or the seconds to wait when the limit of this stretch was reached."""
    with upkeep("count_try"):
        row = db.session.get(TryCount, key, with_for_update=True)
        over = timedelta(seconds=seconds)
        if row is None:
            db.session.merge(TryCount(key=key, since=now, tries=1))
            return 0
        if not timedelta() <= now - row.since < over:
            row.since, row.tries = now, 0
        if row.tries >= tries:
            return max(1, int((row.since + over - now).total_seconds()))
        row.tries += 1
    return 0


def forget_tries(key: str) -> None:
    """Start this count anew, after somebody proved who they are."""
    with upkeep("forget_tries"):
        row = db.session.get(TryCount, key, with_for_update=True)
        if row is not None:
            row.tries = 0
