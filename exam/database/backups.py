"""A copy of the whole database while people work: SQLite by its own online backup, PostgreSQL by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, Engine

from exam.errors import ConfigurationError

NO_PG_DUMP = ("pg_dump was not found, so nothing was copied. Install PostgreSQL's client programs on this machine, or "
              "rely on base backups with continuous archiving.")
MINUTE = 60


def copy_database(engine: Engine, target: Path) -> None:
    """Write a whole, checked copy to `target`, readable by its owner alone; or raise ConfigurationError."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy_sqlite(engine, part) if engine.dialect.name == "sqlite" else _dump_postgresql(engine.url, part)
        _to_disk(part)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    _to_disk(target.parent)


def ending_of(engine: Engine) -> str:
    """What the copy's name ends with."""
    return "db" if engine.dialect.name == "sqlite" else "pgdump"


def _copy_sqlite(engine: Engine, part: Path) -> None:
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.driver_connection.backup(copy)
            # One file that can be carried away: without a log beside it.
            copy.execute("PRAGMA journal_mode = delete")
            faults = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            strays = copy.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        source.close()
    if faults != ["ok"] or strays:
        raise ConfigurationError("The copy is not whole, so it was thrown away. Check the disk, and the database with "
                                 "`flask audit verify`.")


def _dump_postgresql(url: URL, part: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise ConfigurationError(NO_PG_DUMP)
    # The password goes by the environment: arguments can be read by everybody on the machine.
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    ended = subprocess.run([program, "--format=custom", "--no-password", f"--file={part}", f"--dbname={plain}"],
                           env=environment, capture_output=True, text=True, timeout=60 * MINUTE)
    if ended.returncode != 0:
        raise ConfigurationError(f"pg_dump failed, so nothing was kept: {ended.stderr.strip()[-300:]}")


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
