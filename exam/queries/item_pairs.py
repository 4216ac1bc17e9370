"""Pairs of items that are much alike: what the last look at the bank found, what was decided, and who is kept apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Item, ItemPair, Job
from exam.queries.items import item_with_code
from question_bank.items import ItemContent

LOOK = "look_through_bank"


@dataclass(frozen=True)
class Neighbour:
    """Another item that this one is alike to, or kept apart from. `found` are the linter's words, empty for none."""

    item: Item | None
    code: str
    found: str = ""
    decision: ItemPair | None = None
    named: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody still has to say what is right."""
        return bool(self.found) and self.decision is None and not self.named


def newest_look() -> Job | None:
    """The last look through the whole bank that came to its end."""
    asked = select(Job).where(Job.kind == LOOK, Job.state == "done").order_by(Job.ended_at.desc(), Job.id).limit(1)
    return db.session.scalars(asked).first()


def decisions() -> dict[tuple[str, str], ItemPair]:
    """The newest decision about each pair, by the two codes in order."""
    asked = (select(ItemPair).options(joinedload(ItemPair.one), joinedload(ItemPair.other))
             .order_by(ItemPair.number))
    return {tuple(sorted((row.one.code, row.other.code))): row for row in db.session.scalars(asked)}


def proposals() -> list[tuple[str, str, str]]:
    """Pairs that the last look found and nobody has decided: two codes, and how they are alike."""
    look, decided = newest_look(), decisions()
    return [(one, other, words) for one, other, words in (look.result["pairs"] if look else ())
            if tuple(sorted((one, other))) not in decided]


def neighbours_of(item: Item) -> list[Neighbour]:
    """Everything that is known of this item and others, by code; what waits for a decision comes first."""
    look, named = newest_look(), set(item.current.content.enemies)
    found = {other if one == item.code else one: words for one, other, words in (look.result["pairs"] if look else ())
             if item.code in (one, other)}
    decided = {row.other.code if row.one_id == item.id else row.one.code: row for row in decisions_about(item)}
    rows = [Neighbour(item_with_code(code), code, found.get(code, ""), decided.get(code), code in named)
            for code in sorted({*found, *named, *decided})]
    return sorted(rows, key=lambda row: not row.waits)


def decisions_about(item: Item) -> list[ItemPair]:
    """Decisions that name this item, oldest first."""
    asked = (select(ItemPair).where(or_(ItemPair.one_id == item.id, ItemPair.other_id == item.id))
             .options(joinedload(ItemPair.one), joinedload(ItemPair.other))
             .order_by(ItemPair.number))
    return list(db.session.scalars(asked))


def times_decided(one: Item, other: Item) -> int:
    """How often somebody has decided about this pair."""
    asked = select(func.count()).select_from(ItemPair).where(ItemPair.one_id == one.id, ItemPair.other_id == other.id)
    return db.session.scalar(asked) or 0


def neighbour_named(item: Item, code: str) -> Item:
    """The other item of a pair. Raises NotFound."""
    other = item_with_code(code)
    if other is None or other.id == item.id:
        raise NotFound("no such pair")
    return other


def with_decided_enemies(contents: Iterable[ItemContent]) -> list[ItemContent]:
    """The items with what was decided about pairs beside what their texts name."""
    apart = _apart(decisions())
    return [replace(content, enemies=tuple(dict.fromkeys((*content.enemies, *sorted(apart[content.code])))))
            if content.code in apart else content for content in contents]


def _apart(decided: Mapping[tuple[str, str], ItemPair]) -> Mapping[str, set[str]]:
    apart: dict[str, set[str]] = defaultdict(set)
    for (one, other), row in decided.items():
        if row.verdict == "apart":
            apart[one].add(other)
            apart[other].add(one)
    return apart
