"""A demo that was seeded once, for the tests that only look at it or go on from it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from exam.app import create_app
from tests.support.application import close
from tests.support.clocks import Clock
from tests.support.databases import Databases
from tests.support.settings import settings_for


def run(app: Flask, *words: str):
    """One of the operator's commands."""
    return app.test_cli_runner().invoke(args=list(words))


@pytest.fixture(scope="module")
def seeded(databases: Databases, tmp_path_factory) -> Iterator[Flask]:
    """A demo on SQLite, as `scripts/run` makes it; its clock stands at app.config["CLOCK"]."""
    app = create_app(settings_for(databases.new("sqlite"), tmp_path_factory.mktemp("demo"), MODE="demo", CLOCK=Clock()))
    answer = run(app, "demo", "seed")
    assert answer.exit_code == 0, answer.output
    yield app
    close(app)
