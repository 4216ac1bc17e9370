"""The bank leaving the house: what went, to whom and why stands on record before the file does."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from exam.database import transaction
from question_bank.items import ItemContent


def log_bank_export(contents: Sequence[ItemContent], data: bytes, *, kind: str, states: Sequence[str], reason: str,
                    losses: int = 0, now: datetime, by) -> str:
    """Put one export of items, keys included, on record and return the digest of its file."""
    digest = hashlib.sha256(data).hexdigest()
    with transaction("export_items", by=by, now=now) as entry:
        entry.about("bank", "items", format=kind, states=sorted(states), items=len(contents), reason=reason,
                    losses=losses, sha256=digest)
    return digest
