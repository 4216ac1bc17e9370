"""What the bank holds."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import ExamForm, ExamFormItem, Item, ItemReview, ItemRevision
from exam.queries.paging import PAGE_SIZE, Page
from question_bank.items import ItemContent
from question_bank.workflow import STATES, USES


@dataclass(frozen=True)
class ItemFilter:
    """What a list of items is narrowed to; an empty word narrows nothing. It never looks at a key."""

    competency: str = ""
    level: str = ""
    tag: str = ""
    state: str = ""
    use: str = ""
    search: str = ""

    def fits(self, item: Item, content: ItemContent) -> bool:
        """Whether an item stays in the list."""
        chosen = ((self.competency, content.competency), (self.level, content.level), (self.state, item.state),
                  (self.use, item.use))
        if any(wanted and wanted != found for wanted, found in chosen) or (self.tag and self.tag not in content.tags):
            return False
        text = " ".join((content.code, content.stem, *(option.text for option in content.options))).casefold()
        return all(word in text for word in self.search.casefold().split())


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


def items_page(chosen: ItemFilter, number: int) -> Page:
    """Items by code, as (item, newest content). A bank has some thousand items, so they are looked through here."""
    newest = select(ItemRevision.item_id, func.max(ItemRevision.number).label("number")).group_by(
        ItemRevision.item_id).subquery()
    asked = (select(ItemRevision).join(newest, (newest.c.item_id == ItemRevision.item_id)
                                       & (newest.c.number == ItemRevision.number))
             .join(Item).options(joinedload(ItemRevision.item)).order_by(Item.code))
    rows = [(revision.item, revision.content) for revision in db.session.scalars(asked)]
    fitting = [row for row in rows if chosen.fits(*row)]
    last = max(1, -(-len(fitting) // PAGE_SIZE))
    number = min(max(1, number), last)
    return Page(fitting[(number - 1) * PAGE_SIZE:number * PAGE_SIZE], number, len(fitting))


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


def exam_forms_with(item: Item) -> list[ExamForm]:
    """The exam forms that hold a revision of this item, by code."""
    asked = (select(ExamForm).join(ExamFormItem, ExamFormItem.exam_form_id == ExamForm.id)
             .join(ItemRevision, ItemRevision.id == ExamFormItem.item_revision_id)
             .where(ItemRevision.item_id == item.id).distinct().order_by(ExamForm.code))
    return list(db.session.scalars(asked))


def drafts_by_others(actor: str) -> list[Item]:
    """Drafts whose newest revision somebody else wrote, by code: what this person may approve as a list."""
    return [item for item in items_in(states=("draft",), uses=USES) if item.current.written_by != actor]
