"""How a connection is set up: durable, with foreign keys, and with writers that queue instead of clashing."""

import sqlite3

from sqlalchemy import event
from sqlalchemy.engine import Engine

from exam.database import failed_disk
from exam.database.group_commit import writer_for
from exam.errors import ConfigurationError

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,  # without it INSERT OR REPLACE removes a row past the guards
}

# The WAL-reset corruption bug: versions from 3.7.0 up to 3.51.2, but for two repaired back-ports (fault M1).
FIXED_SQLITE = (3, 51, 3)
REPAIRED_BACKPORTS = {(3, 50, 7), (3, 44, 6)}


def sqlite_has_wal_reset_bug(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite may damage a WAL file when two connections checkpoint at once."""
    return (3, 7, 0) <= version < FIXED_SQLITE and version not in REPAIRED_BACKPORTS


def set_up(engine: Engine) -> None:
    """Install the listeners that make every connection of this engine safe."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "handle_error", _give_up_on_a_failed_disk)
        _install_writer(engine, _set_up_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "handle_error", _keep_values_out)
        _install_writer(engine, _set_up_postgresql)
    else:
        raise ConfigurationError("EXAMHALL_DATABASE_URL must name SQLite or PostgreSQL.")


def _install_writer(engine: Engine, set_up_connection) -> None:
    writer = writer_for(engine, set_up_connection)
    event.listen(engine, "engine_disposed", lambda _disposed: writer.close())


def _set_up_sqlite(connection: sqlite3.Connection, _record) -> None:
    connection.isolation_level = None
    for name, value in SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    if sqlite_has_wal_reset_bug():
        # With the bug present a checkpoint must meet no writer: exam/database/checkpoints.py takes the turn.
        connection.execute("PRAGMA wal_autocheckpoint = 0")


def _begin_sqlite(connection) -> None:
    # A deferred transaction that turns into a writer fails under load; writers therefore say so at once.
    immediate = connection.get_execution_options().get("immediate", False)
    if immediate:
        failed_disk.DISK.refuse_if_failed()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _give_up_on_a_failed_disk(context) -> None:
    if failed_disk.DISK.look_at(context.original_exception):
        context.is_disconnect = True  # no connection of the pool is used again


def _set_up_postgresql(connection, _record) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = 'on'; SET TIME ZONE 'UTC'; SET lock_timeout = '10s'")
    connection.commit()


def _keep_values_out(context) -> None:
    # PostgreSQL repeats the clashing value in its message, where hide_parameters does not reach (fault M14).
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args and isinstance(error.args[0], str):
            error.args = (error.args[0].split("\nDETAIL:")[0], *error.args[1:])
