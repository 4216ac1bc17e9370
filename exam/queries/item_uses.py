"""What is known of items when forms are assembled: their newest figures, and on how many forms they stand."""

from collections.abc import Sequence

from sqlalchemy import func, select

from exam.database import among, db
from exam.models import AnalysisRun, ExamForm, ExamFormItem, Item, ItemRevision, ProgramVersion
from exam.queries.item_figures import figures_of_items
from question_bank.item_statistics import Statistics


def uses_of_items(program_id: str) -> dict[str, int]:
    """{code: on how many published or withdrawn exam forms of this program it counts}."""
    asked = (select(Item.code, func.count()).join(ItemRevision, ItemRevision.item_id == Item.id)
             .join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .join(ExamForm, ExamForm.id == ExamFormItem.exam_form_id)
             .join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ExamForm.published_at.is_not(None), ExamForm.purpose == "exam", ExamFormItem.scored,
                    ProgramVersion.program_id == program_id).group_by(Item.code))
    return dict(db.session.execute(asked).all())


def statistics_for(items: Sequence[Item], program_id: str, *, measured: bool) -> dict[str, Statistics]:
    """Uses of each item and, when `measured`, the figures of the newest analysis of the revision that stands now.

    Response curves come from one calibration for each form, each on the scale of the people who took it. Forms are
    given out in turn, so these groups are taken to be alike.
    """
    uses, figures = uses_of_items(program_id), figures_of_items([item.id for item in items]) if measured else {}
    curves = _curves({known.run_id for known in figures.values()})
    found = {}
    for item in items:
        known = figures.get(item.id)
        if known is not None and known.revision_number == item.current.number:
            a, b = curves.get((known.run_id, item.id), (None, None))
            found[item.code] = Statistics(a=a, b=b, p=known.p, rpb=known.pbis, uses=uses.get(item.code, 0))
        else:
            found[item.code] = Statistics(uses=uses.get(item.code, 0))
    return found


def _curves(run_ids: set[str]) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """{(analysis, item): slope and difficulty} of analyses whose model had people enough."""
    found = {}
    for run in db.session.scalars(select(AnalysisRun).where(among(AnalysisRun.id, run_ids))):
        rows = {row["position"]: row for row in (run.document.get("model") or {}).get("items", ())}
        asked = (select(ExamFormItem.position, ItemRevision.item_id)
                 .join(ItemRevision, ItemRevision.id == ExamFormItem.item_revision_id)
                 .where(ExamFormItem.exam_form_id == run.exam_form_id))
        found |= {(run.id, item_id): (rows[position]["a"], rows[position]["b"])
                  for position, item_id in db.session.execute(asked) if position in rows}
    return found
