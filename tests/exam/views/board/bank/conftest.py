"""Pages of the bank: on one kind of database."""

import pytest


@pytest.fixture
def database_kind() -> str:
    """Pages are made of queries and actions, and those run on both kinds: one is enough here."""
    return "sqlite"
