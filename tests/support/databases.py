"""A migrated, empty database for each test, on SQLite and on PostgreSQL."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from exam.app import create_app
from exam.database.upgrades import upgrade
from tests.support.kept import Kept
from tests.support.once import once, shared_folder
from tests.support.postgresql import Server
from tests.support.quick_folder import quick_folder
from tests.support.settings import settings_for

KINDS = ("sqlite", "postgresql")
TEMPLATE = "examhall_template"
# For a test whose subject does not depend on the kind of database: it runs on one of them.
ONE_KIND = pytest.mark.parametrize("database_kind", ["sqlite"])
# What a database holds at first: a name, and what fills it once in a run. None: nothing but its tables.
Furnishing = tuple[str, Callable[[], object]] | None


def migrate(url: str, folder: Path) -> None:
    app = create_app(settings_for(url, folder))
    upgrade(app)
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


def fill(url: str, folder: Path, furnish: Callable[[], object]) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        furnish()
    with app.app_context():  # the first one took its connection back to the pool
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


class Databases:
    """Makes databases by copying one that was migrated once in this run."""

    def __init__(self, shared: Path, own: Path, server: Callable[[], Server]):
        self.shared, self.own, self.server = shared, own, server
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.numbers = count()
        self.kept = Kept(own, self.worker, server)

    def new(self, kind: str, *, migrated: bool = True) -> str:
        """The address of a new database of this kind; removed at the end of the run at the latest."""
        return self.new_sqlite(migrated) if kind == "sqlite" else self.new_postgresql(migrated)

    def new_sqlite(self, migrated: bool) -> str:
        path = self.own / f"examhall-{next(self.numbers)}.db"
        if migrated:
            shutil.copy(self.template("sqlite"), path)
        return f"sqlite:///{path}"

    def new_postgresql(self, migrated: bool) -> str:
        server = self.server()
        name = f"examhall_{self.worker}_{next(self.numbers)}"
        if migrated:
            self.template("postgresql")
        server.create(name, TEMPLATE if migrated else "template0")
        return server.url(name)

    def furnished(self, kind: str, name: str, furnish: Callable[[], object]) -> str:
        """A copy of a migrated database that `furnish` filled once in this run; `name` says with what."""
        first = self.first(kind, (name, furnish))
        if kind == "sqlite":
            path = self.own / f"examhall-{next(self.numbers)}.db"
            shutil.copy(first, path)
            return f"sqlite:///{path}"
        copy = f"examhall_{self.worker}_{next(self.numbers)}"
        self.server().create(copy, first)
        return self.server().url(copy)

    def renewed(self, kind: str, furnishing: Furnishing) -> str:
        """The kept database of this worker in its first state. The same address each time: one test at a time."""
        if kind == "sqlite":
            first = self.first(kind, furnishing) if furnishing else self.template("sqlite")
            return self.kept.sqlite.renewed(Path(first))
        self.template("postgresql")
        return self.kept.renewed_postgresql(TEMPLATE, self.first(kind, furnishing) if furnishing else None)

    def furnishing_folder(self, kind: str, name: str) -> Path:
        """The data folder of the app that furnished it; its keys lie beside it."""
        return self.shared / f"{kind}-{name}"

    def first(self, kind: str, furnishing: tuple[str, Callable[[], object]]) -> str:
        """The file or the database that was furnished once in this run."""
        name, furnish = furnishing
        return once(self.shared, f"{kind}-{name}", lambda: self.make_furnished(kind, name, furnish))["place"]

    def template(self, kind: str) -> str:
        """The file or the database that was migrated once in this run."""
        make = self.make_sqlite_template if kind == "sqlite" else self.make_postgresql_template
        return once(self.shared, f"{kind}-template", make)["place"]

    def make_furnished(self, kind: str, name: str, furnish: Callable[[], object]) -> dict:
        url = self.new(kind)
        fill(url, self.furnishing_folder(kind, name), furnish)
        if kind == "postgresql":
            return {"place": url.split("?")[0].rsplit("/", 1)[1]}
        path = self.shared / f"{name}.db"
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(url.removeprefix("sqlite:///"), path)
        return {"place": str(path)}

    def remove(self, url: str) -> None:
        if url.startswith("postgresql"):
            self.server().drop(url.split("?")[0].rsplit("/", 1)[1])
        else:
            for path in self.own.glob(Path(url.removeprefix("sqlite:///")).name + "*"):
                path.unlink()

    def make_sqlite_template(self) -> dict:
        path = self.shared / "template.db"
        migrate(f"sqlite:///{path}", self.shared)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return {"place": str(path)}

    def make_postgresql_template(self) -> dict:
        self.server().create(TEMPLATE)
        migrate(self.server().url(TEMPLATE), self.shared)
        return {"place": TEMPLATE}


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Databases]:
    """For tests that need several databases, or one of a stated kind."""

    def server() -> Server:
        return request.getfixturevalue("postgresql_server")

    with quick_folder(tmp_path_factory.mktemp("databases")) as own:
        yield Databases(shared_folder(tmp_path_factory), own, server)


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def stands_apart(request: pytest.FixtureRequest) -> bool:
    """Whether the test gets a database and an app that nobody had before: it changes the app, or threads outlive it."""
    return request.node.get_closest_marker("apart") is not None or "live_server" in request.fixturenames


@pytest.fixture
def database_url(databases: Databases, database_kind: str, furnishing: Furnishing, stands_apart: bool) -> Iterator[str]:
    """A migrated database in its first state; a test that asks for it runs on both kinds."""
    if not stands_apart:
        yield databases.renewed(database_kind, furnishing)
        return
    url = databases.furnished(database_kind, *furnishing) if furnishing else databases.new(database_kind)
    yield url
    databases.remove(url)


@pytest.fixture
def unmigrated_database_url(databases: Databases, database_kind: str) -> Iterator[str]:
    """A database without any table, for the tests of the migrations themselves."""
    url = databases.new(database_kind, migrated=False)
    yield url
    databases.remove(url)
