"""An item of the bank and the same question in other languages: which there are, and which need another look."""

from dataclasses import dataclass

from sqlalchemy import select

from exam.database import db
from exam.models import Item, ItemCard
from exam.queries.items import item_with_code
from question_bank.families import translation_faults
from question_bank.problems import Problem


@dataclass(frozen=True)
class Kin:
    """The original that an item was made from, its translations, and what is wrong between them, as sentences."""

    original: Item | None
    translations: list[Item]
    faults: list[Problem]


def kin_of(item: Item) -> Kin:
    """The same question in other languages, by the newest revision of each."""
    content = item.current.content
    original = item_with_code(content.translation_of) if content.translation_of else None
    translations = _translations_of(item.code)
    family = [row.current.content for row in (item, original, *translations) if row is not None]
    return Kin(original, translations, list(translation_faults(family)))


def _translations_of(code: str) -> list[Item]:
    asked = (select(Item).join(ItemCard, ItemCard.item_id == Item.id).where(ItemCard.translation_of == code)
             .order_by(Item.code))
    return list(db.session.scalars(asked))
