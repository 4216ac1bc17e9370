"""A proctor's pages: on one kind of database, but for what happens at once."""

import pytest


@pytest.fixture
def database_kind() -> str:
    """What a link opens is decided by rules and rows, and those run on both kinds: one is enough here."""
    return "sqlite"
