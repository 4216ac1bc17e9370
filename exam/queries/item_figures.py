"""The few figures of an item for its own page and for lists: from the newest analysis, with n, or in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from exam.database import among, db
from exam.models import AnalysisRun, Item, ItemFigure, ItemRevision

NONE_YET = "No figures yet: no exam form with this item has been analysed after results were released."
TOO_FEW = "No figures yet: {} released sittings are too few to say anything."


@dataclass(frozen=True)
class ItemFigures:
    """p and point-biserial with their n; both are None where `words` say why there are none.

    `flags` are the kinds of what stands out; `revision_number` tells which text was analysed.
    """

    words: str
    n: int = 0
    p: float | None = None
    pbis: float | None = None
    flags: tuple[str, ...] = ()
    revision_number: int | None = None
    as_of: datetime | None = None
    run_id: str = ""


def item_figures(item: Item) -> ItemFigures:
    """What the newest analysis says about an item."""
    return figures_of_items([item.id]).get(item.id, ItemFigures(NONE_YET))


def figures_of_items(item_ids: Iterable[str]) -> dict[str, ItemFigures]:
    """The same for many items at once; items that were never analysed are not in the answer."""
    return _newest(ItemRevision.item_id, item_ids)


def figures_of_revisions(revision_ids: Iterable[str]) -> dict[str, ItemFigures]:
    """What the newest analysis of each text says; those that were never analysed are not in the answer."""
    return _newest(ItemRevision.id, revision_ids)


def _newest(subject: InstrumentedAttribute, wanted: Iterable[str]) -> dict[str, ItemFigures]:
    newest = (select(ItemFigure.analysis_run_id, ItemFigure.item_revision_id, subject.label("subject"),
                     func.row_number().over(partition_by=subject,
                                            order_by=(AnalysisRun.made_at.desc(), ItemRevision.number.desc(),
                                                      AnalysisRun.id)).label("place"))
              .join(ItemRevision, ItemRevision.id == ItemFigure.item_revision_id)
              .join(AnalysisRun, AnalysisRun.id == ItemFigure.analysis_run_id)
              .where(among(subject, wanted)).subquery())
    asked = (select(newest.c.subject, ItemFigure)
             .join(newest, (newest.c.analysis_run_id == ItemFigure.analysis_run_id)
                   & (newest.c.item_revision_id == ItemFigure.item_revision_id))
             .where(newest.c.place == 1)
             .options(joinedload(ItemFigure.run).defer(AnalysisRun.document).defer(AnalysisRun.screens),
                      joinedload(ItemFigure.revision).defer(ItemRevision.document)))
    return {key: _said(row) for key, row in db.session.execute(asked)}


def _said(row: ItemFigure) -> ItemFigures:
    words = "" if row.p is not None else TOO_FEW.format(row.n)
    return ItemFigures(words, row.n, row.p, row.pbis, tuple(row.flags), row.revision.number, row.run.made_at,
                       row.analysis_run_id)
