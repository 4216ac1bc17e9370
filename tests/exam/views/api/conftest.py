"""The read API on a copy of a database that has a program and an exam form already."""

from collections.abc import Iterator

import pytest

from tests.exam.views.board.conftest import furnished
from tests.factories import world as maker
from tests.support.databases import Databases


@pytest.fixture
def database_url(databases: Databases, database_kind: str) -> Iterator[str]:
    """Copying costs less than making the same program and exam form anew for each test."""
    url = furnished(databases, database_kind, {})
    yield url
    databases.remove(url)


@pytest.fixture
def world(db_app, clock) -> maker.World:
    """A program with one published exam form whose cut is adopted."""
    return maker.standing_world(now=clock())
