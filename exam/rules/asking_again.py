"""Writing to a proctor once more: about what, and how often, so that a person is reminded and never flooded (T16)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

DAY = timedelta(days=1)
# At most three letters a day reach one person. The third is kept for telling them that they are free again.
ASKED_A_DAY = 2
# However many people a candidate names, so many letters a day leave for one sitting.
SITTING_A_DAY = 10


def purpose_now(nomination_state: str, sitting_state: str) -> str | None:
    """What the proctor has to do next, by the two roads; None when we wait for nothing from them."""
    if nomination_state == "invited":
        return "accept"
    waits = {"registered": "admit", "submitted": "attest"}
    return waits.get(sitting_state) if nomination_state == "accepted" else None


def next_possible(written: Sequence[datetime], budget: int, now: datetime) -> datetime:
    """The first instant at which one more letter fits the budget of any 24 hours; `now` when it fits at once."""
    recent = sorted(instant for instant in written if instant > now - DAY)
    if len(recent) < budget:
        return now
    return recent[len(recent) - budget] + DAY


def next_letter(to_person: Sequence[datetime], for_sitting: Sequence[datetime], now: datetime) -> datetime:
    """When the next letter to this person about this sitting may go."""
    return max(next_possible(to_person, ASKED_A_DAY, now), next_possible(for_sitting, SITTING_A_DAY, now))
