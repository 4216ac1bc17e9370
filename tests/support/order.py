"""The longest files begin first: a run of two processes ends sooner when only short tests are left for its end."""

import os
from pathlib import Path

import pytest


class Backwards(pytest.Dir):
    """A folder whose files are read from the last to the first."""

    def collect(self):
        """What a folder holds, the other way round."""
        return reversed(list(super().collect()))


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Dir | None:
    """The second process reads from the end, so that in a fresh clone each compiles one half of the tests."""
    return Backwards.from_parent(parent, path=path) if os.environ.get("PYTEST_XDIST_WORKER") == "gw1" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file stays together, for the sake of what its tests share; both processes must have the same order."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in long, item.path))
