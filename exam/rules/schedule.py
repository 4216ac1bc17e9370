"""What time brings for a letter that waits for an answer: reminders on the program's days, silence, overdue."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# How long a proctor may say nothing before candidate and board are told (fault F21).
SILENCE = timedelta(hours=48)


def reminder_is_due(asked_at: datetime, days: Sequence[int], reminded_at: datetime | None, now: datetime) -> bool:
    """Whether one of the days has come since the last reminder. Days that were slept through give one letter."""
    passed = [day for day in (asked_at + timedelta(days=number) for number in days) if day <= now]
    return bool(passed) and (reminded_at is None or reminded_at < max(passed))


def is_silent(asked_at: datetime, told_at: datetime | None, now: datetime) -> bool:
    """Whether nobody has answered for two days, counted from when the letter left, and it was not told yet."""
    return now >= asked_at + SILENCE and (told_at is None or told_at < asked_at)


def is_overdue(asked_at: datetime, due_days: int, told_at: datetime | None, now: datetime) -> bool:
    """Whether the time for the statement is over, and it was not told since the statement was asked for."""
    return now >= asked_at + timedelta(days=due_days) and (told_at is None or told_at < asked_at)
