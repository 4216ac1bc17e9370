"""An exam over several days: shown in parts, and what was shown on one day takes no more answers on the next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MULTI_DAY = "multi-day"  # the code of the accommodation
PART = 10  # questions that are shown at a time, more where a text that they share would be cut
LOCKED = "This question was shown on an earlier day and takes no more answers. What was answered then counts."
SHORTEST_NIGHT = timedelta(hours=3)
NOT_ALL_SHOWN = "Some questions have not been shown yet. Show them first; then you can hand in."


def is_night_between(began_at: datetime, ended_at: datetime) -> bool:
    """Whether a pause is long enough for a night; whether it went into another day, the board's calendar says."""
    return ended_at - began_at >= SHORTEST_NIGHT


def part_end(sets: Sequence[str], after: int) -> int:
    """Up to which position the next part goes; `sets` names for each position the set it belongs to, or nothing."""
    end = min(after + PART, len(sets))
    while end < len(sets) and sets[end] and sets[end] == sets[end - 1]:
        end += 1
    return end
