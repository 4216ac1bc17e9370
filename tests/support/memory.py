"""Python looks for circles of forgotten objects seldom: what a run imports is kept, and is not looked through again.

By itself it would walk through every module of the app and of its libraries thousands of times, in vain.
"""

import gc

FEWER = 100_000, 20, 100  # objects before the youngest are looked through, and how seldom the older ones are


def pytest_collection_finish() -> None:
    """Everything is imported: from here on only what tests make is looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEWER)
