"""When silence of the service counts as an outage, and how many seconds one sitting lost in it."""

from datetime import datetime, timedelta

from exam.rules.deadlines import GRACE_SECONDS

# A deploy or a restart that takes no longer than this is bridged by the room's page and costs nobody anything.
LONGEST_SILENCE = timedelta(seconds=30)


def is_outage(alive_at: datetime | None, now: datetime) -> bool:
    """Whether nobody served for longer than a restart takes. Without an earlier pulse nothing can be measured."""
    return alive_at is not None and now - alive_at > LONGEST_SILENCE


def may_be_moved(deadline_at: datetime | None, alive_at: datetime | None, now: datetime) -> bool:
    """Whether time that an outage took, and that was not given back yet, may still move this deadline.

    Who had ended before the silence began lost nothing. The save says the same in SQL.
    """
    if deadline_at is None or not is_outage(alive_at, now):
        return False
    return alive_at <= deadline_at + timedelta(seconds=GRACE_SECONDS)


def lost_seconds(begun_at: datetime, since: datetime, now: datetime) -> int:
    """The whole seconds of the outage that fell into a sitting which has begun."""
    return max(0, int((now - max(since, begun_at)).total_seconds()))
