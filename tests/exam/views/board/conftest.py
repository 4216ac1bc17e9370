"""The board's pages as members of staff open them, on both databases, in a world that was made once."""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.factories import world as maker
from tests.factories.members import Member, signed_in_member
from tests.support.clocks import FIRST_INSTANT
from tests.support.databases import Databases


@pytest.fixture
def tables() -> dict:
    """Tables of the program's file that a test wants otherwise."""
    return {}


@pytest.fixture
def database_url(request, databases: Databases, database_kind: str, tables: dict) -> Iterator[str]:
    """An empty database; for a module that says STANDING_WORLD a copy of one with a program and an exam form."""
    url = furnished(databases, database_kind, tables) if standing(request) else databases.new(database_kind)
    yield url
    databases.remove(url)


def standing(request: pytest.FixtureRequest) -> bool:
    return getattr(request.module, "STANDING_WORLD", False)


def furnished(databases: Databases, kind: str, tables: dict) -> str:
    """Copying costs less than making the same program and exam form anew for each test."""
    name = "world_" + hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:12]
    return databases.furnished(kind, name, partial(maker.world, now=FIRST_INSTANT, **tables))


@pytest.fixture
def world(db_app, clock) -> maker.World:
    """A program with one published exam form whose cut is adopted."""
    return maker.standing_world(now=clock())


@pytest.fixture
def member(db_app, clock) -> Callable[..., Member]:
    """Makes members of staff: `member("administrator", "releaser")`."""
    return lambda *roles: signed_in_member(db_app, *roles, now=clock())
