"""Deciding about two items that are alike: kept apart on exam forms from now on, or free to meet, with a reason."""

from datetime import datetime

from exam.database import db, lock, transaction
from exam.models import Item, ItemPair
from exam.queries.item_pairs import times_decided


def decide(one: Item, other: Item, *, verdict: str, reason: str, now: datetime, by) -> ItemPair:
    """`verdict` is apart or may_meet. Neither text changes, so nothing has to be approved again."""
    with transaction("decide_item_pair", by=by, now=now) as entry:
        first, second = sorted((one, other), key=lambda item: item.code)
        lock(first)
        row = ItemPair(one_id=first.id, other_id=second.id, number=times_decided(first, second) + 1, verdict=verdict,
                       reason=reason, decided_by=str(by), decided_at=now)
        db.session.add(row)
        entry.about("item", first.id, other=second.id, verdict=verdict)
    return row
