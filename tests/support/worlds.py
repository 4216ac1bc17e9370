"""A world that is made once in a run: what a module's tests begin with when it says STANDING_WORLD."""

import hashlib
import json
from functools import partial

import pytest

from tests.factories import world as maker
from tests.support.clocks import FIRST_INSTANT
from tests.support.databases import Furnishing


@pytest.fixture
def tables() -> dict:
    """Tables of the program's file that a test wants otherwise."""
    return {}


@pytest.fixture
def furnishing(request: pytest.FixtureRequest, tables: dict) -> Furnishing:
    """Tables without rows; for a module that says STANDING_WORLD a program with a published exam form.

    Copying costs less than making the same program and exam form anew for each test.
    """
    if not getattr(request.module, "STANDING_WORLD", False):
        return None
    name = "world_" + hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:12]
    return name, partial(maker.world, now=FIRST_INSTANT, **tables)
