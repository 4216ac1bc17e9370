"""How much work one file may ask for: it is told before it is done, and a file that asks for too much is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# In millionths of a second, as an ordinary machine of our day takes them. Plain words and plain markup cost next to
# nothing here. Good items allow for more, up to a bound, so that large honest files of styled texts are read.
MOST_OF_A_FILE = 1_000_000
ALLOWED_FOR_AN_ITEM = 1_200
MOST_ALLOWED_FOR_ITEMS = 1_200_000
TOO_MUCH = ("The file holds more tags, special signs or lines than can be read in one go. Split it, or take out "
            "markup that no question needs.")


@dataclass
class _Left:
    """What is left of the work that a file may ask for, and of what its good items may add."""

    work: float
    allowances: float


_left: ContextVar[_Left | None] = ContextVar("left", default=None)


class TooMuchWork(Exception):
    """The file asks for more work than one file may."""


@contextmanager
def one_file() -> Iterator[None]:
    """While one file is read, everything that it asks for is counted together."""
    token = _left.set(_Left(MOST_OF_A_FILE, MOST_ALLOWED_FOR_ITEMS))
    try:
        yield
    finally:
        _left.reset(token)


def spend(work: float) -> None:
    """Tell of work before it is done. Raises TooMuchWork where a file has used up what it may ask for."""
    left = _left.get()
    if left is None:
        return
    left.work -= work
    if left.work < 0:
        raise TooMuchWork(TOO_MUCH)


def allow_for_an_item() -> None:
    """A good item was found: there may be more work of its kind."""
    left = _left.get()
    if left is not None and left.allowances > 0:
        left.work += ALLOWED_FOR_AN_ITEM
        left.allowances -= ALLOWED_FOR_AN_ITEM
