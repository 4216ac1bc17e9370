"""Checkpoints of SQLite's write-ahead log: only in the writers' turn, so that none ever meets a writer or another.

SQLite from 3.7.0 to 3.51.2 may damage the file when one connection checkpoints at the instant at which another
resets the log. Every writer of ours, in every process, takes the turn of `exam/database/turns.py` first; a
checkpoint takes it too. Which process does it then no longer matters.
"""

import sqlite3

from sqlalchemy.engine import Engine

from exam.database.turns import Turn, turn_of


def checkpoint(engine: Engine) -> bool:
    """Move the log's pages into the database file; whether all of them went. PostgreSQL does it by itself."""
    turn = turn_of(engine)
    if not isinstance(turn, Turn):
        return True
    connection = engine.raw_connection()
    try:
        with turn:
            return checkpoint_in_turn(connection.driver_connection, turn)
    finally:
        connection.close()


def checkpoint_in_turn(connection: sqlite3.Connection, turn: Turn) -> bool:
    """The same for a caller who holds the turn and has no transaction open."""
    turn.since_checkpoint = 0
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    # FULL takes the write lock itself; readers of old pages are not waited for, the next checkpoint serves them.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return not busy
