"""Sets of items: which items share a text, and whether all of them hold the same one."""

from collections.abc import Iterable

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.models import Item, ItemRevision
from exam.queries.bank_rules import faults_in
from question_bank.items import ItemContent
from question_bank.lint import Fault


def siblings_of(content: ItemContent) -> list[Item]:
    """The other items of its set in its language that are not retired, by code."""
    if not content.scenario:
        return []
    asked = (select(ItemRevision).join(Item).options(joinedload(ItemRevision.item)).order_by(Item.code)
             .where(Item.state != "retired", Item.code != content.code,
                    type_coerce(ItemRevision.document, Text).contains(f'"{content.scenario}"', autoescape=True)))
    items = {revision.item.id: revision.item for revision in db.session.scalars(asked)}
    held = [(item, item.current.content) for item in items.values()]
    return [item for item, its in held if (its.scenario, its.language) == (content.scenario, content.language)]


def text_of_set(scenario: str, language: str) -> str:
    """The text that the items of a set hold; empty for a set that is new."""
    probe = ItemContent(code="", competency="", level="", stem="", options=(), scenario=scenario, language=language)
    return next((item.current.content.stimulus for item in siblings_of(probe)), "")


def set_disagreements(contents: Iterable[ItemContent]) -> list[Fault]:
    """A problem for each item whose set holds another text in one of its other items."""
    return [Fault(f"{content.code}, stimulus", "set-differs", f"{item.code} of the same set holds another text. "
                    "Save one text for all of them.")
            for content in contents for item in siblings_of(content)
            if item.current.content.stimulus != content.stimulus]


def faults_of_item(content: ItemContent) -> list[Fault]:
    """Everything that the rules see in one item, and a set that disagrees; what is open forbids its approval."""
    return [*faults_in(content), *set_disagreements([content])]
