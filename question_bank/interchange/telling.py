"""Telling how far a file has been read, to whoever listens: a bar on a terminal, or nobody."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Told = Callable[[int, int], None]  # how many parts of how many have been read
Part = TypeVar("Part")


def nobody(done: int, of: int) -> None:
    """Hears it where nobody listens."""


def aloud(parts: Sequence[Part], told: Told) -> Iterator[Part]:
    """The parts one after the other, telling after each."""
    for number, part in enumerate(parts, start=1):
        yield part
        told(number, len(parts))
