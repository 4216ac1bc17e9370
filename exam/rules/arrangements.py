"""What accommodations do to one sitting: a limit, a budget of breaks, what holds in the room; never a word on why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from exam.rules.deadlines import allowed_seconds
from exam.rules.room_arrangements import in_the_room, room_in_words

FACTOR_WORDS = {"time-1.25": "1.25", "time-1.5": "1.5", "time-2.0": "2"}


@dataclass(frozen=True)
class Arrangement:
    """The limit in seconds (None: untimed), the cap, the breaks that stop the clock, and what the proctor carries out.

    `second_persons` are the names of those who are in the room as well, by the code that lets them be there.
    """

    limit_seconds: int | None
    cap_seconds: int
    break_count: int = 0
    break_seconds: int = 0
    room_codes: tuple[str, ...] = ()
    second_persons: Mapping[str, str] = field(default_factory=dict)

    def apply_to(self, sitting) -> None:
        """Set the figures and the codes on a sitting that has not begun."""
        sitting.limit_seconds, sitting.cap_seconds = self.limit_seconds, self.cap_seconds
        sitting.break_count, sitting.break_seconds = self.break_count, self.break_seconds
        sitting.room_codes = list(self.room_codes)


def arrange(limit_minutes: int, cap_minutes: int, grants) -> Arrangement:
    """Combine grants; each has `codes`, `break_count` and `break_minutes`. The most generous of each counts."""
    codes = {code for grant in grants for code in grant.codes}
    limit = allowed_seconds(limit_minutes, codes)
    count, seconds = _breaks(grants)
    # The cap is a safety stop: it must never be what cuts extra time short.
    cap = max(cap_minutes * 60, limit or 0)
    return Arrangement(limit, cap, count, seconds, in_the_room(codes))


def _breaks(grants) -> tuple[int, int]:
    granted = [grant for grant in grants if {"break-stop-clock", "break-scheduled"} & set(grant.codes)]
    return (max((grant.break_count for grant in granted), default=0),
            max((grant.break_minutes * 60 for grant in granted), default=0))


def planned_breaks(codes: Collection[str], break_count: int, questions: int) -> list[int]:
    """After which questions the breaks lie where they are arranged at set points: spread evenly over the exam."""
    if "break-scheduled" not in codes:
        return []
    return sorted({questions * number // (break_count + 1) for number in range(1, break_count + 1)} - {0})


def in_words(arrangement: Arrangement) -> str:
    """What the proctor is told and signs: `180 minutes, may pause once for 20 minutes in all; a person reads aloud`."""
    room = room_in_words(arrangement.room_codes, arrangement.second_persons)
    return "; ".join([time_in_words(arrangement), *room])


def time_in_words(arrangement: Arrangement) -> str:
    """The time and the breaks: `180 minutes, may pause 2 times for 20 minutes in all`."""
    time = "no time limit" if arrangement.limit_seconds is None else f"{arrangement.limit_seconds // 60} minutes"
    if not arrangement.break_count:
        return time
    times = "once" if arrangement.break_count == 1 else f"{arrangement.break_count} times"
    return f"{time}, may pause {times} for {arrangement.break_seconds // 60} minutes in all"


def reckoned_in_words(limit_minutes: int, arrangement: Arrangement, codes) -> str:
    """How the limit came about, for the candidate only: `120 minutes × 1.5 = 180 minutes`."""
    if arrangement.limit_seconds is None:
        return f"No time limit. The exam ends by itself after {arrangement.cap_seconds // 3600} hours."
    minutes = arrangement.limit_seconds // 60
    factors = [FACTOR_WORDS[code] for code in FACTOR_WORDS if code in codes]
    if minutes == limit_minutes or not factors:
        return f"{minutes} minutes"
    return f"{limit_minutes} minutes × {factors[-1]} = {minutes} minutes"


def breaks_in_words(arrangement: Arrangement) -> str:
    """`You may pause 2 times, for 20 minutes in all. The clock stands still.`; nothing where none were arranged."""
    if not arrangement.break_count:
        return ""
    times = "once" if arrangement.break_count == 1 else f"{arrangement.break_count} times"
    return f"You may pause {times}, for {arrangement.break_seconds // 60} minutes in all. The clock stands still."
