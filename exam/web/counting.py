"""Counts of what is only looked at: in the memory of each serving process, because looking changes nothing."""

import threading
from datetime import date

import flask

from exam.errors import TooMany

SECONDS = 60
MOST_KEYS = 10_000


class Counts:
    """How often each key came in this minute, and which token was last used on which day."""

    def __init__(self):
        self.lock, self.minute, self.seen = threading.Lock(), 0, {}
        self.used: dict[str, date] = {}

    def one_more(self, key: str, most: int, instant: float, refusal: type[TooMany] = TooMany) -> None:
        """Count once; raises TooMany, or a kind of it, with the seconds until the next minute."""
        with self.lock:
            if self.minute != int(instant // SECONDS) or len(self.seen) > MOST_KEYS:
                self.minute, self.seen = int(instant // SECONDS), {}
            self.seen[key] = self.seen.get(key, 0) + 1
            if self.seen[key] > most:
                raise refusal(max(1, SECONDS - int(instant % SECONDS)))

    def taken_days(self) -> dict[str, date]:
        """The days of last use that are not noted yet."""
        with self.lock:
            days, self.used = self.used, {}
        return days


def counts_of(app: flask.Flask) -> Counts:
    """The counts of this process."""
    return app.extensions.setdefault("examhall_counts", Counts())
