"""Where an item has been used: the exam forms and sittings that showed one of its revisions, and what that asks for."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.models import ExamForm, ExamFormItem, Item, ItemRevision, RescoreProposal, Sitting, SittingPosition
from exam.rules.rightness import counts_otherwise
from question_bank.items import ItemContent


@dataclass(frozen=True)
class UsedOn:
    """One exam form with the revision that stands on it, and how many sittings have shown it."""

    form: ExamForm
    revision_number: int
    scored: bool
    sittings: int


def uses_of(item: Item) -> list[UsedOn]:
    """Every exam form that holds a revision of this item, by code."""
    shown = (select(Sitting.exam_form_id, SittingPosition.item_revision_id, func.count().label("times"))
             .join(SittingPosition, SittingPosition.sitting_id == Sitting.id)
             .join(ItemRevision, ItemRevision.id == SittingPosition.item_revision_id)
             .where(ItemRevision.item_id == item.id)
             .group_by(Sitting.exam_form_id, SittingPosition.item_revision_id).subquery())
    asked = (select(ExamForm, ItemRevision.number, ExamFormItem.scored, func.coalesce(shown.c.times, 0))
             .join(ExamFormItem, ExamFormItem.exam_form_id == ExamForm.id)
             .join(ItemRevision, ItemRevision.id == ExamFormItem.item_revision_id)
             .outerjoin(shown, (shown.c.exam_form_id == ExamForm.id) & (shown.c.item_revision_id == ItemRevision.id))
             .where(ItemRevision.item_id == item.id).order_by(ExamForm.code))
    return [UsedOn(*row) for row in db.session.execute(asked)]


def published_revisions(item: Item) -> list[ItemRevision]:
    """The revisions that count on an exam form which was published at some time: candidates may have answered them."""
    asked = (select(ItemRevision).join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .join(ExamForm, ExamForm.id == ExamFormItem.exam_form_id)
             .where(ItemRevision.item_id == item.id, ExamForm.published_at.is_not(None), ExamForm.purpose == "exam",
                    ExamFormItem.scored).distinct().order_by(ItemRevision.number))
    return list(db.session.scalars(asked))


def answered_otherwise(item: Item, content: ItemContent) -> list[ItemRevision]:
    """The used revisions that would have to be scored anew if this text took the place of the newest one."""
    if not counts_otherwise(item.current.content, content):
        return []
    return [row for row in published_revisions(item) if counts_otherwise(row.content, content)]


def rescore_proposals_of(item: Item) -> list[RescoreProposal]:
    """What was opened because of changes of this item's key, newest first."""
    asked = (select(RescoreProposal).where(RescoreProposal.item_id == item.id)
             .options(joinedload(RescoreProposal.old_revision), joinedload(RescoreProposal.new_revision))
             .order_by(RescoreProposal.opened_at.desc(), RescoreProposal.id))
    return list(db.session.scalars(asked))
