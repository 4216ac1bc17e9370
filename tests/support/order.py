"""The longest files begin first: a run of two processes ends sooner when only short tests are left for its end."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file stays together, for the sake of what its tests share; the order is otherwise as it was."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)
