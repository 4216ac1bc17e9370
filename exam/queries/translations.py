"""An item of the bank and the same question in other languages: which there are, and which need another look."""

import json
from dataclasses import dataclass

from sqlalchemy import String, func, select, type_coerce

from exam.database import db
from exam.models import Item, ItemRevision
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
    # Documents are kept in one canonical spelling, so the database can look for the words.
    newest = (select(func.max(ItemRevision.number)).where(ItemRevision.item_id == Item.id)
              .correlate(Item).scalar_subquery())
    asked = (select(Item).join(ItemRevision, ItemRevision.item_id == Item.id)
             .where(ItemRevision.number == newest, type_coerce(ItemRevision.document, String).contains(
                 f'"translation_of":{json.dumps(code)},', autoescape=True)).order_by(Item.code))
    return list(db.session.scalars(asked))
