"""What the bank holds."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import Item, ItemReview, ItemRevision
from question_bank.items import ItemContent
from question_bank.workflow import STATES, USES


def item_with_code(code: str) -> Item | None:
    """The item with this code."""
    return db.session.scalars(select(Item).where(Item.code == code)).first()


def item_with_id(item_id: str) -> Item:
    """The item with this id. Raises NotFound."""
    row = db.session.get(Item, item_id)
    if row is None:
        raise NotFound("no such item")
    return row


def items_in(states=("approved",), uses=("operational", "pretest")) -> list[Item]:
    """The items in these states and uses, by code."""
    asked = select(Item).where(Item.state.in_(states), Item.use.in_(uses)).order_by(Item.code)
    return list(db.session.scalars(asked.options(selectinload(Item.revisions))))


def bank_as_contents(states=STATES) -> list[ItemContent]:
    """The newest content of every item in these states, with the use it has now, by code."""
    asked = select(Item).where(Item.state.in_(states)).order_by(Item.code).options(selectinload(Item.revisions))
    return [replace(item.current.content, use=item.use) for item in db.session.scalars(asked)]


def revision_of(item: Item, number: int) -> ItemRevision:
    """One revision of an item. Raises NotFound."""
    found = next((row for row in item.revisions if row.number == number), None)
    if found is None:
        raise NotFound("no such revision")
    return found


def reviews_of(item: Item) -> dict[str, list[ItemReview]]:
    """The verdicts on each revision, by the revision's id, oldest first."""
    asked = (select(ItemReview).join(ItemRevision).where(ItemRevision.item_id == item.id)
             .order_by(ItemReview.reviewed_at, ItemReview.id))
    found: dict[str, list[ItemReview]] = {}
    for row in db.session.scalars(asked):
        found.setdefault(row.item_revision_id, []).append(row)
    return found


def drafts_by_others(actor: str) -> list[Item]:
    """Drafts whose newest revision somebody else wrote, by code: what this person may approve as a list."""
    return [item for item in items_in(states=("draft",), uses=USES) if item.current.written_by != actor]
