"""The pulse of a serving process: a small thread that notes every few seconds that it can still write."""

import logging
import threading
import time

from flask import Flask

from exam.actions import outages, tokens
from exam.database import db, new_id
from exam.rules import actors
from exam.rules.outages import LONGEST_SILENCE
from exam.web.counting import counts_of

SECONDS_BETWEEN = 10
PULSE = actors.system("pulse")
log = logging.getLogger("examhall")


def awake_seconds() -> float:
    """A clock that no one sets, and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class PulseOf:
    """The pulse of one process. It never ends the process it measures, whatever goes wrong."""

    def __init__(self, app: Flask, *, awake=awake_seconds):
        self.app, self.awake = app, awake
        self.process = new_id()
        self.noted: float | None = None
        self.stopped = threading.Event()

    def beat(self) -> None:
        """Note once that this process lives, and give back what an outage took."""
        with self.app.app_context():
            awake, instant = self.awake(), self.app.config["CLOCK"]()
            unbroken = self.noted is not None and awake - self.noted <= LONGEST_SILENCE.total_seconds()
            try:
                since = outages.beat(self.process, unbroken=unbroken, now=instant)
                if since is not None:
                    number = outages.credit_outage(self.process, since=since, now=instant, by=PULSE)
                    log.warning("an outage since %s was credited to %s sittings", since.isoformat(), number)
                self.noted = awake
                if days := counts_of(self.app).taken_days():
                    tokens.note_used(days)
            except Exception as trouble:
                log.error("the pulse could not be noted: %s", type(trouble).__name__)
            finally:
                db.session.remove()

    def start(self) -> None:
        """Beat once before anybody is served, so that an outage is given back first; then until the process ends."""
        self.beat()
        threading.Thread(target=self._go_on, name="pulse", daemon=True).start()

    def _go_on(self) -> None:
        while not self.stopped.wait(SECONDS_BETWEEN):
            self.beat()
