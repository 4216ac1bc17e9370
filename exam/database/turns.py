"""Whose turn it is to write on SQLite: one writer at a time, across threads and processes, without busy-waiting.

SQLite's own queue is a poll with growing sleeps: two processes that write at once make single saves wait for
half a second. A lock of the operating system, taken before the transaction begins, wakes the next writer at once.
"""

import fcntl
import os
import threading
import weakref
from contextlib import nullcontext
from pathlib import Path

from sqlalchemy.engine import Engine

DUE_AFTER = 500  # turns between two checkpoints


class Turn:
    """The turn of one database file. Held like a lock: `with turn:`."""

    def __init__(self, path: str):
        self.path = path
        self.since_checkpoint = 0
        self._holder = 0
        self._reset()

    def _reset(self) -> None:
        self._process = os.getpid()
        self._threads = threading.Lock()
        self._file = os.open(f"{self.path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        weakref.finalize(self, os.close, self._file)

    def __enter__(self) -> "Turn":
        if self._process != os.getpid():
            self._reset()  # a forked child must not share its parent's lock
        if self.is_mine:
            raise RuntimeError("this thread is writing already: a second writer would wait for itself")
        self._threads.acquire()
        self._holder = threading.get_ident()
        fcntl.flock(self._file, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_trouble) -> None:
        self.since_checkpoint += 1
        self._holder = 0
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    @property
    def is_mine(self) -> bool:
        """Whether the thread that asks holds the turn."""
        return self._holder == threading.get_ident()

    @property
    def checkpoint_is_due(self) -> bool:
        """Whether enough was written since the last checkpoint."""
        return self.since_checkpoint >= DUE_AFTER


# A turn lives as long as a writer of its file: an engine that gives its connections back keeps its place.
TURNS: weakref.WeakValueDictionary[str, Turn] = weakref.WeakValueDictionary()
GUARD = threading.Lock()


def turn_of(engine: Engine) -> Turn | nullcontext:
    """The turn that writers of this database take; on PostgreSQL the server keeps its own queues."""
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return nullcontext()
    path = str(Path(engine.url.database).resolve())
    turn = TURNS.get(path)
    if turn is None:
        with GUARD:
            turn = TURNS.setdefault(path, TURNS.get(path) or Turn(path))
    return turn
