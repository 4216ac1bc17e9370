"""The sample that comes with Examhall: original items, labelled as a sample, and not any board's exam."""

import json
from functools import cache
from pathlib import Path

from question_bank.items import ItemContent, content_from_document

BANK = Path(__file__).resolve().parent / "bank"


@cache
def sample_bank() -> tuple[ItemContent, ...]:
    """Every sample item, by code. Those with use `practice` belong to the practice exam only."""
    items = [content_from_document(row) for path in sorted(BANK.glob("*.json"))
             for row in json.loads(path.read_text(encoding="utf-8"))["items"]]
    return tuple(sorted(items, key=lambda item: item.code))
