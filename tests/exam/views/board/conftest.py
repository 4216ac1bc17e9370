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
def database_url(databases: Databases, database_kind: str, tables: dict) -> Iterator[str]:
    """A copy of a database with a program and an exam form, which costs less than making them anew."""
    name = "world_" + hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:12]
    url = databases.furnished(database_kind, name, partial(maker.world, now=FIRST_INSTANT, **tables))
    yield url
    databases.remove(url)


@pytest.fixture
def world(db_app, clock) -> maker.World:
    """A program with one published exam form whose cut is adopted."""
    return maker.standing_world(now=clock())


@pytest.fixture
def member(db_app, clock) -> Callable[..., Member]:
    """Makes members of staff: `member("administrator", "releaser")`."""
    return lambda *roles: signed_in_member(db_app, *roles, now=clock())
