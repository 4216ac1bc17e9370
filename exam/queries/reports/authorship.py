"""The register of tools that helped to write items, artificial intelligence above all, and of who answered for it."""

from sqlalchemy import Select, Text, func, select, type_coerce

from exam.database import db
from exam.models import Item, ItemReview, ItemRevision
from exam.queries.reports.shape import Chosen, Report, Rows, between, matching

NO_TOOL = '"tool":""'  # as the frozen document of a revision spells it


def _tools(chosen: Chosen) -> Select:
    approved = (select(func.max(ItemReview.reviewed_at)).where(
        ItemReview.item_revision_id == ItemRevision.id, ItemReview.verdict == "approve").scalar_subquery())
    return (select(Item.code.label("item"), Item.state.label("state"), ItemRevision.number.label("revision"),
                   ItemRevision.id.label("_id"), ItemRevision.written_by.label("written_by"),
                   ItemRevision.written_at.label("written_at"), approved.label("approved_at"))
            .join(ItemRevision, ItemRevision.item_id == Item.id)
            .where(~type_coerce(ItemRevision.document, Text).contains(NO_TOOL, autoescape=True),
                   *between(ItemRevision.written_at, chosen), *matching(chosen.search, (Item.code,)))
            .order_by(Item.code, ItemRevision.number))


def _with_people(rows: Rows, chosen: Chosen) -> Rows:
    ids = [row["_id"] for row in rows]
    contents = {row.id: row.content for row in db.session.scalars(select(ItemRevision).where(ItemRevision.id.in_(ids)))}
    asked = (select(ItemReview.item_revision_id, ItemReview.reviewed_by)
             .where(ItemReview.item_revision_id.in_(ids), ItemReview.verdict == "approve")
             .order_by(ItemReview.reviewed_at))
    approved = dict(db.session.execute(asked).all())
    return [{**row, "tool": contents[row["_id"]].tool, "author": contents[row["_id"]].author,
             "approved_by": approved.get(row["_id"], "")} for row in rows]


TOOLS = Report(
    "tools", "Tools used in writing", "Every text of an item in whose writing a tool helped, such as artificial "
    "intelligence, as its author named it, and the person who approved it and answers for it.", "see_exam_forms",
    (("item", "Item"), ("revision", "Revision"), ("tool", "Tool"), ("author", "Author"), ("written_by", "Entered by"),
     ("written_at", "Entered"), ("approved_by", "Approved by"), ("approved_at", "Approved"), ("state", "State")),
    _tools, _with_people, narrowing=("search", "days"))
