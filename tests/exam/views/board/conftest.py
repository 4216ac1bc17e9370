"""The board's pages as members of staff open them, on both databases."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.factories.members import Member, signed_in_member


@pytest.fixture
def member(db_app, clock) -> Callable[..., Member]:
    """Makes members of staff: `member("administrator", "releaser")`."""
    return partial(signed_in_member, db_app, now=clock())
