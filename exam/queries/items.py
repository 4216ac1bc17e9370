"""What the bank holds."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from exam.database import db
from exam.models import Item
from question_bank.items import ItemContent
from question_bank.workflow import STATES


def item_with_code(code: str) -> Item | None:
    """The item with this code."""
    return db.session.scalars(select(Item).where(Item.code == code)).first()


def item_with_id(item_id: str) -> Item | None:
    """The item with this id."""
    return db.session.get(Item, item_id)


def items_in(states=("approved",), uses=("operational", "pretest")) -> list[Item]:
    """The items in these states and uses, by code."""
    asked = select(Item).where(Item.state.in_(states), Item.use.in_(uses)).order_by(Item.code)
    return list(db.session.scalars(asked))


def bank_as_contents(states=STATES) -> list[ItemContent]:
    """The newest content of every item in these states, with the use it has now, by code."""
    asked = select(Item).where(Item.state.in_(states)).order_by(Item.code).options(selectinload(Item.revisions))
    return [replace(item.current.content, use=item.use) for item in db.session.scalars(asked)]
