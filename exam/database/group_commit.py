"""The fast way to disk, for saves alone: durable when `run` returns, on either database.

SQLite: every thread hands its work to one writer thread, which commits many in one transaction and lets each
caller go only when the commit is on disk. PostgreSQL groups commits by itself, so each caller has its own one.
"""

import logging
import os
import queue
import sqlite3
import threading
import weakref
from collections import deque
from collections.abc import Callable

from sqlalchemy.engine import Engine

from exam.database import failed_disk
from exam.database.checkpoints import checkpoint_in_turn
from exam.database.turns import Turn, turn_of
from exam.errors import NotSaved

Work = Callable  # is given the driver's connection

MOST_IN_ONE_COMMIT = 128
MOST_CONNECTIONS = 32
SECONDS_TO_WAIT = 10

log = logging.getLogger("examhall.saves")


class Waiting:
    """One piece of work on its way, and the caller who waits for it."""

    __slots__ = ("work", "result", "trouble", "_done")

    def __init__(self, work: Work):
        self.work, self.result, self.trouble = work, None, None
        self._done = threading.Lock()
        self._done.acquire()

    def outcome(self):
        """Wait until the work is on disk, or has failed."""
        self._done.acquire()
        if self.trouble is not None:
            raise self.trouble
        return self.result

    def let_go(self) -> None:
        """Wake the caller."""
        self._done.release()


class GroupCommit:
    """The writer thread of one SQLite file. It starts with the first save and rests when there are none."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], turn: Turn):
        self._connect, self._turn = connect, turn
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0

    def run(self, work: Work):
        """Do the work in a durable transaction; raises NotSaved when the database cannot take it."""
        if self._turn.is_mine:
            raise RuntimeError("a save inside an action would wait for itself")
        self._keep_running()
        waiting = Waiting(work)
        self._queue.put(waiting)
        return waiting.outcome()

    def wake(self) -> None:
        """Let the writer see to a checkpoint that is due; nobody waits for it."""
        self._keep_running()
        self._queue.put(Waiting(_nothing))

    def close(self) -> None:
        """Let the writer finish and give its connection back."""
        with self._guard:
            thread, self._thread = self._thread, None
        if thread is not None and self._process == os.getpid():
            self._queue.put(None)
            thread.join()

    def _keep_running(self) -> None:
        if self._thread is not None and self._process == os.getpid():
            return
        with self._guard:
            if self._thread is None or self._process != os.getpid():
                self._process = os.getpid()
                self._thread = threading.Thread(target=self._write_on, name="writer", daemon=True)
                self._thread.start()

    def _write_on(self) -> None:
        connection: sqlite3.Connection | None = None
        while (first := self._queue.get()) is not None:
            with self._turn:
                batch = self._with_those_behind(first)
                try:
                    failed_disk.DISK.refuse_if_failed()
                    connection = connection or self._opened()
                    self._commit(connection, batch)
                except Exception as trouble:
                    connection = _given_up(connection, batch, trouble)
                for waiting in batch:
                    waiting.let_go()
                if connection is not None and self._turn.checkpoint_is_due:
                    connection = self._checkpointed(connection)
        if connection is not None:
            connection.close()

    def _opened(self) -> sqlite3.Connection:
        """A connection that has moved the log into the file: what a failed sync left in memory alone is written anew.

        Where the log cannot be moved for another reason, the save itself will say whether it is on disk.
        """
        connection = self._connect()
        try:
            checkpoint_in_turn(connection, self._turn)
        except sqlite3.Error as trouble:
            if failed_disk.DISK.look_at(trouble):
                connection.close()
                raise
        return connection

    def _checkpointed(self, connection: sqlite3.Connection) -> sqlite3.Connection | None:
        try:
            checkpoint_in_turn(connection, self._turn)
        except sqlite3.Error as trouble:
            return _given_up(connection, [], trouble)
        return connection

    def _with_those_behind(self, first: Waiting) -> list[Waiting]:
        batch = [first]
        while len(batch) < MOST_IN_ONE_COMMIT:
            try:
                waiting = self._queue.get_nowait()
            except queue.Empty:
                break
            if waiting is None:
                self._queue.put(None)
                break
            batch.append(waiting)
        return batch

    def _commit(self, connection: sqlite3.Connection, batch: list[Waiting]) -> None:
        try:
            _in_one_transaction(connection, batch)
        except sqlite3.OperationalError:
            raise
        except Exception:
            # One of them is at fault; alone, each of the others goes through.
            for waiting in batch:
                _alone(connection, waiting)


def _nothing(_connection) -> None:
    """Work that leaves all as it is."""


def _in_one_transaction(connection: sqlite3.Connection, batch: list[Waiting]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for waiting in batch:
            waiting.result = waiting.work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back by itself (fault M8)
            connection.execute("ROLLBACK")
        raise


def _alone(connection: sqlite3.Connection, waiting: Waiting) -> None:
    try:
        _in_one_transaction(connection, [waiting])
    except sqlite3.OperationalError:
        raise
    except Exception as trouble:
        waiting.trouble = trouble


def _given_up(connection: sqlite3.Connection | None, batch: list[Waiting], trouble: Exception) -> None:
    """Nothing of this batch counts as saved, and the connection that failed is never used again (fault F07)."""
    log.error("saves failed: %s", getattr(trouble, "sqlite_errorname", type(trouble).__name__))
    failed_disk.DISK.look_at(trouble)
    for waiting in batch:
        waiting.trouble = waiting.trouble or NotSaved()
    if connection is not None:
        connection.close()


class OwnCommit:
    """PostgreSQL: each caller takes a connection of a pool kept for saves alone (fault F15), in autocommit."""

    def __init__(self, connect: Callable, errors):
        self._connect = connect
        self._trouble = (errors.OperationalError, errors.InterfaceError, errors.InternalError)
        self._idle: deque = deque()
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)

    def run(self, work: Work):
        """Do the work; once more on a new connection when an idle one had died. Raises NotSaved."""
        if not self._free.acquire(timeout=SECONDS_TO_WAIT):
            raise NotSaved()
        try:
            return self._run(work)
        except self._trouble as trouble:
            log.error("saves failed: %s", type(trouble).__name__)
            raise NotSaved() from trouble
        finally:
            self._free.release()

    def _run(self, work: Work):
        try:
            connection = self._idle.pop()
        except IndexError:
            return self._with(self._open(), work)
        try:
            return self._with(connection, work)
        except self._trouble:
            self._drop_idle()  # the server was restarted, or another took over: the others are no better
            return self._with(self._open(), work)

    def _open(self):
        connection, warnings = self._connect(), []
        connection.add_notice_handler(warnings.append)
        return connection, warnings

    def _with(self, pair, work: Work):
        connection, warnings = pair
        try:
            result = work(connection)
        except self._trouble:
            connection.close()
            raise
        except BaseException:
            self._idle.append(pair)
            raise
        if warnings:
            # "Canceling wait for synchronous replication": committed here, but perhaps on one machine only (F13).
            connection.close()
            raise NotSaved()
        self._idle.append(pair)
        return result

    def _drop_idle(self) -> None:
        while self._idle:
            self._idle.pop()[0].close()

    def close(self) -> None:
        """Give every idle connection back."""
        self._drop_idle()

    def wake(self) -> None:
        """Nothing to do: the server sees to its own checkpoints."""


def writer_for(engine: Engine, set_up_connection: Callable) -> GroupCommit | OwnCommit:
    """The fast way to disk of this engine. `set_up_connection` makes a new connection durable."""
    dialect = engine.dialect
    arguments, named = dialect.create_connect_args(engine.url)
    postgresql = dialect.name == "postgresql"
    if not postgresql:
        named["check_same_thread"] = False

    def connect():
        connection = dialect.connect(*arguments, **named)
        set_up_connection(connection, None)
        if postgresql:
            connection.autocommit, connection.prepare_threshold = True, 0
        return connection

    writer = OwnCommit(connect, dialect.loaded_dbapi) if postgresql else GroupCommit(connect, turn_of(engine))
    WRITERS[engine] = writer
    return writer


def writer_of(engine: Engine) -> GroupCommit | OwnCommit:
    """The fast way to disk that was installed for this engine."""
    return WRITERS[engine]


WRITERS: weakref.WeakKeyDictionary[Engine, GroupCommit | OwnCommit] = weakref.WeakKeyDictionary()
