"""A candidate at a browser, in a world of one program."""

import pytest

from tests.factories import world as make
from tests.factories.candidates import Browser
from tests.factories.world import World
from tests.support.settings import SECRET


@pytest.fixture
def database_kind() -> str:
    """Pages are made of queries and actions, and those run on both kinds: one is enough here."""
    return "sqlite"


@pytest.fixture
def before(db_app, clock) -> World:
    """A program without an exam form: enough for everything before the day of the exam."""
    return make.program_only(now=clock())


@pytest.fixture
def world(db_app, clock) -> World:
    """A program with an exam form, whose codes are those of the app."""
    made = make.world(now=clock())
    made.secrets = [SECRET]
    return made


@pytest.fixture
def browser(db_app, app, clock):
    """Makes a browser for a candidate, a new one unless told whose."""
    def made(person=None) -> Browser:
        return Browser(app.test_client(), person or make.candidate(), clock)
    return made
