"""One database of each kind for a whole worker, brought back to its first state for each test.

Making a database costs far more than a test's own work. What a test left behind is taken away instead, and the
address stays the same, so that the app above it can stay too.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.support.postgresql import Server

MOST_RENEWALS = 60  # rows that were taken away still lie in PostgreSQL's files; a new copy has none
OTHERS_AWAY = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
               "WHERE datname = current_database() AND pid <> pg_backend_pid()")
TABLES = ("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
          "AND relname <> 'alembic_version' ORDER BY relname")
# Every change of the schema, of a trigger or of a function writes the row that describes it anew.
SHAPE = ("SELECT count(*), sum(xmin::text::bigint) FROM (SELECT xmin FROM pg_class WHERE oid >= 16384 "
         "UNION ALL SELECT xmin FROM pg_trigger WHERE oid >= 16384 "
         "UNION ALL SELECT xmin FROM pg_proc WHERE oid >= 16384) AS described")

Rows = list[tuple[str, bytes]]


class KeptSqlite:
    """A file that is overwritten with its first state."""

    def __init__(self, path: Path):
        self.path = path

    def renewed(self, first: Path) -> str:
        """The address of the database, which is now a copy of `first`."""
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copy(first, self.path)
        return f"sqlite:///{self.path}"


class KeptPostgresql:
    """A database whose rows are taken away, with the guards asleep, and put back as they were at first."""

    def __init__(self, server: Server, name: str, template: str):
        self.server, self.name, self.template = server, name, template
        self.renewals, self.tables, self.shape = 0, [], None

    def renewed(self, rows: Rows) -> str:
        """The address of the database, which now holds these rows and no others."""
        if self.shape is None or self.renewals >= MOST_RENEWALS or not self._emptied():
            self._make()
        self.renewals += 1
        if rows:
            self._put(rows)
        return self.server.url(self.name)

    def _make(self) -> None:
        self.server.drop(self.name)
        self.server.create(self.name, self.template)
        with self.server.connect(self.name) as connection:
            self.tables = [name for name, in connection.execute(TABLES)]
            self.shape, self.renewals = connection.execute(SHAPE).fetchone(), 0

    def _emptied(self) -> bool:
        """Take the rows away; False when a test changed more than rows."""
        filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in self.tables)
        with self.server.connect(self.name) as connection:
            connection.execute(OTHERS_AWAY)
            if connection.execute(SHAPE).fetchone() != self.shape:
                return False
            found = [name for name, in connection.execute(filled)]
            _guards_asleep(connection)
            connection.execute("".join(f'DELETE FROM "{name}";' for name in found))
        return True

    def _put(self, rows: Rows) -> None:
        with self.server.connect(self.name) as connection:
            _guards_asleep(connection)
            for name, data in rows:
                with connection.cursor().copy(f'COPY "{name}" FROM STDIN (FORMAT BINARY)') as copy:
                    copy.write(data)


def rows_of(server: Server, name: str) -> Rows:
    """Every row of a database, table by table, as PostgreSQL's own COPY writes it."""
    with server.connect(name) as connection:
        return [(table, _copied(connection, table)) for table, in connection.execute(TABLES).fetchall()]


def _copied(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
        return b"".join(bytes(part) for part in copy)


def _guards_asleep(connection: psycopg.Connection) -> None:
    connection.execute("SET session_replication_role = replica")


class Kept:
    """The kept databases of one worker, and what each first state holds."""

    def __init__(self, folder: Path, worker: str, server: Callable[[], Server]):
        self.sqlite = KeptSqlite(folder / "kept.db")
        self.worker, self.server = worker, server
        self.postgresql: KeptPostgresql | None = None
        self.rows: dict[str, Rows] = {}

    def renewed_postgresql(self, template: str, first: str | None) -> str:
        """The kept database with the rows of the database `first`, or with none."""
        if self.postgresql is None:
            self.postgresql = KeptPostgresql(self.server(), f"examhall_{self.worker}_kept", template)
        if first is not None and first not in self.rows:
            self.rows[first] = rows_of(self.server(), first)
        return self.postgresql.renewed(self.rows[first] if first else [])
