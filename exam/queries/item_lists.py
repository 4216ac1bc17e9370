"""Lists of the bank: narrowed, searched, sorted and counted over the cards of items, so that no text is opened."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from exam.database import db
from exam.models import AnalysisRun, Item, ItemCard, ItemFigure, ItemRevision
from exam.queries.bank_rules import known_names
from exam.queries.paging import Page, page_of
from exam.rules.days import months_after

FLAGS = {
    "faults": "The writing rules ask for something",
    "figures": "Figures stand out",
    "overdue": "A review is overdue",
    "no_source": "No source is named",
    "translation": "A translation is older than its original",
}
SORTS = {"code": "Code", "newest": "Newest text first", "competency": "Competency and level",
         "faults": "Most to mend first"}


@dataclass(frozen=True)
class ItemFilter:
    """What a list of items is narrowed to; an empty word narrows nothing. It never looks at a key."""

    competency: str = ""
    level: str = ""
    tag: str = ""
    state: str = ""
    use: str = ""
    flag: str = ""
    search: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "sort")


def items_page(chosen: ItemFilter, number: int, today: date) -> Page:
    """The cards that fit, each with its item."""
    asked = _narrowed(select(ItemCard).join(Item).options(contains_eager(ItemCard.item)), chosen, today)
    return page_of(asked.order_by(*_order(chosen.sort)), number)


def counts_by_state(chosen: ItemFilter, today: date) -> Counter:
    """How many of the items that fit stand in each state."""
    asked = _narrowed(select(Item.state, func.count()).select_from(ItemCard).join(Item), chosen, today)
    return Counter(dict(db.session.execute(asked.group_by(Item.state)).all()))


def _narrowed(asked: Select, chosen: ItemFilter, today: date) -> Select:
    for column, wanted in ((ItemCard.competency, chosen.competency), (ItemCard.level, chosen.level),
                           (Item.state, chosen.state), (Item.use, chosen.use)):
        if wanted:
            asked = asked.where(column == wanted)
    if chosen.tag:
        asked = asked.where(ItemCard.tags.contains(f";{chosen.tag};", autoescape=True))
    for word in chosen.search.casefold().split():
        asked = asked.where(ItemCard.words.contains(word, autoescape=True))
    return asked.where(condition_of(chosen.flag, today)) if chosen.flag in FLAGS else asked


def condition_of(flag: str, today: date) -> ColumnElement[bool]:
    """What holds for an item with this flag."""
    if flag == "faults":
        return ItemCard.open_faults > 0
    if flag == "overdue":
        latest = months_after(today, -known_names().thresholds.reviewed_within_months)
        return and_(Item.state == "approved", or_(ItemCard.reviewed_on.is_(None), ItemCard.reviewed_on <= latest))
    if flag == "no_source":
        return and_(ItemCard.sources == 0, Item.state != "retired")
    return ItemCard.item_id.in_(_with_odd_figures() if flag == "figures" else _older_translations())


def _older_translations() -> Select:
    mine, theirs, original = aliased(ItemCard), aliased(ItemCard), aliased(Item)
    return (select(mine.item_id).join(original, original.code == mine.translation_of)
            .join(theirs, theirs.item_id == original.id)
            .where(mine.translation_of != "", mine.translation_of_digest != theirs.text_digest))


def _with_odd_figures() -> Select:
    """Items of whose newest analysis something stands out."""
    place = func.row_number().over(partition_by=ItemRevision.item_id, order_by=(
        AnalysisRun.made_at.desc(), ItemRevision.number.desc(), AnalysisRun.id)).label("place")
    newest = (select(ItemRevision.item_id, ItemFigure.flags, place)
              .join(ItemFigure, ItemFigure.item_revision_id == ItemRevision.id)
              .join(AnalysisRun, AnalysisRun.id == ItemFigure.analysis_run_id).subquery())
    return select(newest.c.item_id).where(newest.c.place == 1, newest.c.flags != [])


def _order(sort: str) -> tuple:
    orders = {"newest": (ItemCard.written_at.desc(),), "competency": (ItemCard.competency, ItemCard.level),
              "faults": (func.coalesce(ItemCard.open_faults, 0).desc(),)}
    return (*orders.get(sort, ()), Item.code)
