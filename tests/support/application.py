"""The app under test, over a fresh database, with a clock that the test moves."""

import contextvars
from collections.abc import Iterator

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient

from exam.app import create_app
from exam.database import db
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


def close(app: Flask) -> None:
    """Gives back every connection, so that the database under the app can be removed."""
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


@pytest.fixture
def app(database_url: str, clock: Clock, tmp_path) -> Iterator[Flask]:
    app = create_app(settings_for(database_url, tmp_path, CLOCK=clock))
    app.test_client_class = Visitor
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
