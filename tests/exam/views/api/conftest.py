"""The read API in a world that was made once."""

import pytest

from tests.factories import world as maker


@pytest.fixture
def world(db_app, clock) -> maker.World:
    """A program with one published exam form whose cut is adopted."""
    return maker.standing_world(now=clock())
