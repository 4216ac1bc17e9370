"""How much work one file may ask for: it is told before it is done, and a file that asks for too much is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# In millionths of a second, as an ordinary machine of our day takes them. Honest files ask for far less: plain words
# and plain markup cost nothing here.
MOST_OF_A_FILE = 1_000_000
TOO_MUCH = ("The file holds more tags, special signs or lines than can be read in one go. Split it, or take out "
            "markup that no question needs.")

_left: ContextVar[list[float] | None] = ContextVar("left", default=None)


class TooMuchWork(Exception):
    """The file asks for more work than one file may."""


@contextmanager
def one_file() -> Iterator[None]:
    """While one file is read, everything that it asks for is counted together."""
    token = _left.set([MOST_OF_A_FILE])
    try:
        yield
    finally:
        _left.reset(token)


def spend(work: float) -> None:
    """Tell of work before it is done. Raises TooMuchWork where a file has used up what it may ask for."""
    left = _left.get()
    if left is None:
        return
    left[0] -= work
    if left[0] < 0:
        raise TooMuchWork(TOO_MUCH)
