"""A command that goes on until it is told to stop, and finishes what it holds before it does."""

import logging
import signal
import threading
from collections.abc import Callable

from exam.database import db

log = logging.getLogger("examhall")


def repeat(name: str, work: Callable[[threading.Event], None], *, pause: float, stop: threading.Event | None = None,
           rounds: int | None = None) -> None:
    """Call `work` again and again with a pause between. Trouble is logged by its kind and never ends the loop."""
    stop = stop or _stopped_by_signals()
    while not stop.is_set() and rounds != 0:
        try:
            work(stop)
        except Exception as trouble:
            log.error("%s: a round failed with %s; the next one comes", name, type(trouble).__name__)
        finally:
            db.session.remove()
        rounds = None if rounds is None else rounds - 1
        stop.wait(pause)


def _stopped_by_signals() -> threading.Event:
    """Set by Ctrl-C and by the service manager; inside the demo's process, which stops by itself, by nobody."""
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
    return stop
