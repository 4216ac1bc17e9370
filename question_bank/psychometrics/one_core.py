"""Keeps the matrix products of numpy on one core: for blocks as small as ours more threads only cost time."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

PREFIXES = ("scipy_openblas", "openblas")
SUFFIXES = ("64_", "", "_")


@contextmanager
def one_core() -> Iterator[None]:
    """Within it OpenBLAS uses one thread; where numpy was built with another library nothing changes. Also a
    decorator."""
    controls = _controls()
    if controls is None:
        yield
        return
    read, write = controls
    before = read()
    write(1)
    try:
        yield
    finally:
        write(before)


@cache
def _controls() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """The two functions of the OpenBLAS that numpy brought with it."""
    for path in sorted((Path(np.__file__).parent.parent / "numpy.libs").glob("*openblas*")):
        library = ctypes.CDLL(str(path))
        for name in (f"{prefix}_{{}}_num_threads{suffix}" for prefix in PREFIXES for suffix in SUFFIXES):
            if hasattr(library, name.format("set")) and hasattr(library, name.format("get")):
                return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None
