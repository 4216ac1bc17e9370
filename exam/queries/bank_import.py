"""What an import would do to each item: create it, change it, leave it as it is, or refuse it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from exam.database import db
from exam.models import Item
from exam.queries.item_use import answered_otherwise
from exam.rules.differences import Parts, revision_changes
from question_bank.items import ItemContent, digest_of, document_of

OUTCOMES = ("created", "changed", "unchanged", "retired", "key_used")
REFUSED = ("retired", "key_used")


@dataclass(frozen=True)
class Incoming:
    """One item of a file, the item of the bank with the same code if there is one, and what would happen."""

    content: ItemContent
    item: Item | None
    outcome: str

    @property
    def changes(self) -> list[tuple[str, Parts]]:
        """What a new revision would change, field by field."""
        if self.item is None or self.outcome not in ("changed", "key_used"):
            return []
        return revision_changes(self.item.current.content, self.content)

    @property
    def use_differs(self) -> bool:
        """Whether the file names another use; an import never changes the use of an item."""
        return self.item is not None and self.item.use != self.content.use


def incoming(contents: Sequence[ItemContent]) -> list[Incoming]:
    """What would happen to each of these items now."""
    held = _held({content.code for content in contents})
    return [Incoming(content, held.get(content.code), _outcome(content, held.get(content.code)))
            for content in contents]


def counts_of(rows: Sequence[Incoming]) -> dict[str, int]:
    """How many items of each outcome, all outcomes named."""
    counted = Counter(row.outcome for row in rows)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _held(codes: set[str]) -> dict[str, Item]:
    wanted, found = sorted(codes), {}
    for start in range(0, len(wanted), 500):  # a database takes only so many values in one question
        asked = select(Item).where(Item.code.in_(wanted[start:start + 500])).options(selectinload(Item.revisions))
        found.update({item.code: item for item in db.session.scalars(asked)})
    return found


def _outcome(content: ItemContent, item: Item | None) -> str:
    if item is None:
        return "created"
    before = item.current.content
    same = digest_of(document_of(replace(content, use=before.use))) == item.current.digest
    if same:
        return "unchanged"
    if item.state == "retired":
        return "retired"
    return "key_used" if answered_otherwise(item, content) else "changed"
