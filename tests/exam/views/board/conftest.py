"""The board's pages as members of staff open them, on both databases, in a world that was made once."""

from collections.abc import Callable

import pytest

from tests.factories import world as maker
from tests.factories.members import Member, signed_in_member


@pytest.fixture
def world(db_app, clock) -> maker.World:
    """A program with one published exam form whose cut is adopted."""
    return maker.standing_world(now=clock())


@pytest.fixture
def member(db_app, clock) -> Callable[..., Member]:
    """Makes members of staff: `member("administrator", "releaser")`."""
    return lambda *roles: signed_in_member(db_app, *roles, now=clock())
