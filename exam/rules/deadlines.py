"""Time in a sitting: the deadline is a pure function of stored instants, in whole seconds and never in floats."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# A save that left the candidate's device in time may travel this long; it is not extra working time.
GRACE_SECONDS = 10

# The factors a grant may name, as exact ratios. `None` stands for no limit.
TIME_FACTORS = {"time-1.25": (5, 4), "time-1.5": (3, 2), "time-2.0": (2, 1), "time-untimed": None}


@dataclass(frozen=True)
class Clockwork:
    """The stored instants of one sitting. Seconds are integers; a null limit means untimed."""

    begun_at: datetime | None
    limit_seconds: int | None
    cap_seconds: int
    credited_seconds: int = 0
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    break_seconds: int | None = None  # how long the pause that lasts now may stop the clock; null means without limit

    def goes_on_at(self) -> datetime | None:
        """When the clock goes on although the pause lasts: its budget is used up. None without such a pause."""
        began = next((began for began, ended in self.pauses if ended is None), None)
        if began is None or self.break_seconds is None:
            return None
        return began + timedelta(seconds=max(0, self.break_seconds))

    def paused_for(self) -> timedelta:
        """How long the clock stood still in the pauses that are over; one that a clock set back takes no time away."""
        return sum((max(ended - began, timedelta()) for began, ended in self.pauses if ended), timedelta())

    def deadline(self) -> datetime | None:
        """When the sitting ends by itself; None before it begins and while the clock stands still without limit.

        During a break it is as if the break ended when its budget is used up. An untimed sitting ends at its cap,
        which is a safety stop and not a speed limit.
        """
        ended = self._with_pause_ended(self.goes_on_at())
        if self.begun_at is None or any(end is None for _, end in ended):
            return None
        allowed = self.cap_seconds if self.limit_seconds is None else self.limit_seconds
        working = timedelta(seconds=allowed + self.credited_seconds)
        return self.begun_at + working + replace(self, pauses=ended).paused_for()

    def seconds_left(self, now: datetime) -> int | None:
        """Whole seconds until the deadline, at least 0; None before it begins. While paused: what will be left."""
        if self.begun_at is None:
            return None
        until = min(now, self.goes_on_at() or now)
        running = replace(self, pauses=self._with_pause_ended(until))
        return max(0, int((running.deadline() - now).total_seconds()))

    def _with_pause_ended(self, at: datetime | None) -> tuple[tuple[datetime, datetime | None], ...]:
        return tuple((began, ended or at) for began, ended in self.pauses)


def allowed_seconds(limit_minutes: int, codes) -> int | None:
    """The limit in seconds after the granted time factors; None for untimed. The most generous grant counts."""
    if limit_minutes == 0 or "time-untimed" in codes:
        return None
    base = limit_minutes * 60
    granted = [base * TIME_FACTORS[code][0] // TIME_FACTORS[code][1] for code in codes if code in TIME_FACTORS]
    return max([base, *granted])


def shown_seconds(left: int | None, limit_seconds: int | None) -> int | None:
    """What a page may count down: nothing while an untimed sitting is more than an hour from its safety stop."""
    return None if limit_seconds is None and left is not None and left > 3600 else left


def is_in_time(received_at: datetime, deadline_at: datetime | None) -> bool:
    """Whether a save received at this instant still counts."""
    return deadline_at is None or received_at <= deadline_at + timedelta(seconds=GRACE_SECONDS)
