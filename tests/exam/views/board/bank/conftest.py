"""The bank's pages begin with an empty database: what items, exam forms and programs there are is their own subject."""

from collections.abc import Iterator

import pytest

from tests.support.databases import Databases


@pytest.fixture
def database_url(databases: Databases, database_kind: str) -> Iterator[str]:
    """A migrated, empty database."""
    url = databases.new(database_kind)
    yield url
    databases.remove(url)
