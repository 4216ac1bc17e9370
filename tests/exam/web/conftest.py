"""What surrounds a page does not depend on the kind of database, so one kind is enough for these tests."""

import pytest


@pytest.fixture
def database_kind() -> str:
    return "sqlite"
