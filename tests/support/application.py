"""The app under test, over a fresh database, with a clock that the test moves."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exam.app import create_app
from tests.support.clocks import Clock
from tests.support.settings import settings_for


def close(app: Flask) -> None:
    """Gives back every connection, so that the database under the app can be removed."""
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


@pytest.fixture
def app(database_url: str, clock: Clock, tmp_path) -> Iterator[Flask]:
    app = create_app(settings_for(database_url, tmp_path, CLOCK=clock))
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
