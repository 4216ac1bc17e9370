"""The rule for incomplete data: written in the program before anybody sits, told in the agreement, followed exactly.

A question that counts is complete when the journal proves its answer: an entry that came in time, and what was handed
in agrees with it. Nobody ever makes an answer up, and nobody estimates a score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

COUNT, SIT_AGAIN = "count", "sit_again"
CHOICES = {COUNT: "Count what is there", SIT_AGAIN: "I take the exam again, free"}
OUTCOMES = {COUNT: "What is there counts", SIT_AGAIN: "The candidate sits again, free; this sitting does not count"}
KINDS = {"not_shown": "Questions could not be shown or answered before a fault ended the exam",
         "missing": "The journal does not hold what was handed in",
         "gone": "Nothing of the journal is left"}
NEAR_THE_END = timedelta(days=3)  # who has not chosen by then is reminded, once
FAULTS = ("I10", "I70")  # technical trouble, or a mistake in giving the exam: what the board's side answers for


@dataclass(frozen=True)
class Counted:
    """What the journal proves: how many questions count, how many of them are complete, and which are not."""

    scored: int
    complete: int
    kind: str
    incomplete: tuple[int, ...] = ()


def counted(scored: set[int], proved: Mapping[int, str], handed_in: Mapping[int, str | None], *,
            seal_holds: bool) -> Counted:
    """`proved` are the answers in force by the journal. Where the seal of what was handed in does not hold, none is."""
    complete = {place for place in scored if place in proved and handed_in.get(place) == proved[place]} \
        if seal_holds else set()
    missing = not seal_holds or any(handed_in.get(place) != proved.get(place) for place in scored)
    kind = "gone" if not proved else "missing" if missing else "not_shown"
    return Counted(len(scored), len(complete), kind, tuple(sorted(scored - complete)))


def may_count(complete: int, scored: int, percent_min: int) -> bool:
    """Whether the candidate may choose that what is there counts: an exact comparison of whole numbers."""
    return scored > 0 and 100 * complete >= percent_min * scored


def choose_until(told_at: datetime, days: int) -> datetime:
    """Until when the candidate may choose: never less than a day."""
    return told_at + timedelta(days=max(days, 1))


def outcome(*, countable: bool, choice: str | None, until: datetime | None, now: datetime) -> str | None:
    """What the rule says at this moment; None while the candidate may still choose.

    Below the program's share nothing counts. Above it the candidate's word decides, and silence is never taken for it.
    """
    if not countable:
        return SIT_AGAIN
    if choice in CHOICES:
        return choice
    return SIT_AGAIN if until is not None and now >= until else None
