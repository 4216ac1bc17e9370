"""A demo that was seeded once in a run, for the tests that only look at it or go on from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app

from exam.app import create_app
from tests.support.application import close
from tests.support.clocks import Clock
from tests.support.databases import Databases
from tests.support.settings import settings_for


def run(app: Flask, *words: str):
    """One of the operator's commands."""
    return app.test_cli_runner().invoke(args=list(words))


def seed() -> None:
    """What `scripts/run` does with an empty database, but for the past year; it is the clock's first instant."""
    current_app.config.update(MODE="demo", CLOCK=Clock())
    answer = run(current_app, "demo", "seed")
    assert answer.exit_code == 0, answer.output


DEMO = ("demo", seed)


def demo_settings(databases: Databases, url: str, folder: Path, clock: Clock) -> dict:
    """The settings of an app over a copy of that demo: what the demo signed was signed with its own key."""
    kind = url.partition("+")[0].partition(":")[0]
    seeded_with = settings_for(url, databases.furnishing_folder(kind, DEMO[0]))
    return settings_for(url, folder, MODE="demo", CLOCK=clock, SIGNING_KEYS=seeded_with["SIGNING_KEYS"])


@pytest.fixture(scope="module")
def seeded(databases: Databases, tmp_path_factory) -> Iterator[Flask]:
    """A demo on SQLite; its clock stands at app.config["CLOCK"]."""
    url = databases.furnished("sqlite", *DEMO)
    app = create_app(demo_settings(databases, url, tmp_path_factory.mktemp("demo"), Clock()))
    yield app
    close(app)
