"""What the room's page may send: events of five facts, each checked, none lost because its neighbour is wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_EVENTS = 500
HIGHEST = 2_000_000_000  # the numbers of a journal entry fit four bytes on every database
# A question that takes several options joins their ids with dots. A dot alone is "none of them", on purpose: unlike a
# blank it erases what was chosen before, and like a blank it is no answer.
NONE_CHOSEN = "."
CHOICE = re.compile(r"[0-9A-Za-z]{1,40}(\.[0-9A-Za-z]{1,40})*|\.")
LONGEST_CHOICE = 200


class Event(NamedTuple):
    """One change on the page: the choice (opaque option ids joined by dots, or None) and the flag of one position."""

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
    if not (choice is None or _is_choice(choice)):
        return Unfit(seq, "choice is made of option ids of the question, or null.")
    flagged = document.get("flagged", False)
    if not isinstance(flagged, bool):
        return Unfit(seq, "flagged is true or false.")
    return Event(seq, position, choice, flagged, _milliseconds(document.get("elapsed", 0)))


def is_answer(choice: str | None) -> bool:
    """Whether a choice answers the question: neither a blank nor "none of them"."""
    return choice not in (None, NONE_CHOSEN)


def _is_choice(value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_CHOICE and CHOICE.fullmatch(value) is not None


def _is_number(value) -> bool:
    return type(value) is int and 1 <= value <= HIGHEST


def _milliseconds(value) -> int:
    """The client's own stopwatch; a mad one must never cost an answer."""
    return min(max(0, value), HIGHEST) if type(value) is int else 0
