"""What the bank holds."""

from sqlalchemy import select

from exam.database import db
from exam.models import Item


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
