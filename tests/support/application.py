"""The app under test, over a fresh database, with a clock that the test moves."""

import contextvars
from collections.abc import Iterator

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from exam.app import create_app
from exam.database import db
from exam.database.turns import Turn, turn_of
from exam.queries.held import MEMORY
from tests.support.clocks import Clock
from tests.support.settings import settings_for


class Visitor(FlaskClient):
    """A client whose requests share nothing with the test: neither its context nor what its rows were when read."""

    def open(self, *values, **named):
        """Send one request as if from outside; afterwards the test's own rows are read anew."""
        if has_app_context():
            db.session.rollback()
        named.setdefault("buffered", True)  # read to the end, so that no file stays open
        return contextvars.Context().run(super().open, *values, **named)


class CompiledTemplates(BytecodeCache):
    """Templates are compiled once for all the apps of a test run. A changed template has another checksum."""

    def __init__(self):
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


NO_CHECKPOINT_YET = -100_000  # turns
# Apps whose database is kept, by its address, with their settings when made: making one costs more than most tests.
STANDING: dict[str, tuple[Flask, dict]] = {}


def close(app: Flask) -> None:
    """Gives back every connection, so that the database under the app can be removed."""
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


def made(settings: dict) -> Flask:
    """A new app, as tests look at one."""
    app = create_app(settings)
    app.test_client_class = Visitor
    app.jinja_env.bytecode_cache = COMPILED
    return app


def standing(database_url: str, settings: dict) -> Flask:
    """The app that stands over a kept database, with these settings and with nothing remembered."""
    if database_url not in STANDING:
        app = made(settings)
        STANDING[database_url] = app, dict(app.config)
    app, first = STANDING[database_url]
    app.config.clear()
    app.config.update(first | settings)
    app.test_client_class = Visitor
    app.extensions.pop("examhall_counts", None)
    settings["DATA_DIR"].mkdir(parents=True, exist_ok=True)
    MEMORY.forget()
    keep_writer_asleep(app)
    return app


def keep_writer_asleep(app: Flask) -> None:
    """No checkpoint falls into a test by the number of turns that tests before it took.

    The writer's thread takes the lock for it whenever it wakes, and a test that has read and goes on to write
    in one transaction, as the app never does, is turned away at that instant.
    """
    with app.app_context():
        turn = turn_of(db.engine)
    if isinstance(turn, Turn):
        turn.since_checkpoint = NO_CHECKPOINT_YET


@pytest.fixture
def app(database_url: str, clock: Clock, tmp_path, stands_apart: bool) -> Iterator[Flask]:
    settings = settings_for(database_url, tmp_path, CLOCK=clock)
    app = made(settings) if stands_apart else standing(database_url, settings)
    yield app
    close(app)


@pytest.fixture
def db_app(app: Flask) -> Iterator[Flask]:
    """The app with its context pushed: for tests of actions, queries and models."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
