"""What the room's page may send: events of five facts, each checked, none lost because its neighbour is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_EVENTS = 500
HIGHEST = 2_000_000_000  # the numbers of a journal entry fit four bytes on every database


class Event(NamedTuple):
    """One change on the page: the choice (an opaque option id, or None) and the flag of one position."""

    seq: int
    position: int
    choice: str | None
    flagged: bool
    elapsed_ms: int


@dataclass(frozen=True)
class Unfit:
    """One event that can never be kept, with the sentence that says why."""

    seq: int | None
    sentence: str


def read_events(raw: Sequence) -> tuple[list[Event], list[Unfit]]:
    """The events of a list of JSON objects, and those that are none."""
    fit: list[Event] = []
    unfit: list[Unfit] = []
    for document in raw:
        event = _event(document)
        (fit if isinstance(event, Event) else unfit).append(event)
    return fit, unfit


def _event(document) -> Event | Unfit:
    if not isinstance(document, dict):
        return Unfit(None, "An event is an object with seq, position, choice, flagged and elapsed.")
    seq, position, choice = document.get("seq"), document.get("position"), document.get("choice")
    if not _is_number(seq):
        return Unfit(None, "seq is a whole number from 1 up.")
    if not _is_number(position):
        return Unfit(seq, "position is the number of a question.")
    if not (choice is None or (isinstance(choice, str) and choice.isalnum() and len(choice) <= 40)):
        return Unfit(seq, "choice is one of the option ids of the question, or null.")
    flagged = document.get("flagged", False)
    if not isinstance(flagged, bool):
        return Unfit(seq, "flagged is true or false.")
    return Event(seq, position, choice, flagged, _milliseconds(document.get("elapsed", 0)))


def _is_number(value) -> bool:
    return type(value) is int and 1 <= value <= HIGHEST


def _milliseconds(value) -> int:
    """The client's own stopwatch; a mad one must never cost an answer."""
    return min(max(0, value), HIGHEST) if type(value) is int else 0
