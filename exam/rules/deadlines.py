"""Time in a sitting: the deadline is a pure function of stored instants, in whole seconds and never in floats."""

from dataclasses import dataclass
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

    @property
    def is_stopped(self) -> bool:
        """Whether the clock stands still now: a pause has begun and not ended."""
        return any(ended is None for _, ended in self.pauses)

    def paused_for(self) -> timedelta:
        """How long the clock stood still in the pauses that are over; one that a clock set back takes no time away."""
        return sum((max(ended - began, timedelta()) for began, ended in self.pauses if ended), timedelta())

    def deadline(self) -> datetime | None:
        """When the sitting ends by itself; None before it begins and while the clock stands still.

        An untimed sitting ends at its cap, which is a safety stop and not a speed limit.
        """
        if self.begun_at is None or self.is_stopped:
            return None
        allowed = self.cap_seconds if self.limit_seconds is None else self.limit_seconds
        return self.begun_at + timedelta(seconds=allowed + self.credited_seconds) + self.paused_for()

    def seconds_left(self, now: datetime) -> int | None:
        """Whole seconds until the deadline, at least 0; None before it begins. While paused: what will be left."""
        if self.begun_at is None:
            return None
        running = Clockwork(self.begun_at, self.limit_seconds, self.cap_seconds, self.credited_seconds,
                            tuple((began, ended or now) for began, ended in self.pauses))
        return max(0, int((running.deadline() - now).total_seconds()))


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
