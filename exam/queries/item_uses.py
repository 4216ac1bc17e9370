"""What is known of items when forms are assembled: their newest figures, and on how many forms they stand."""

from sqlalchemy import func, select

from exam.database import db
from exam.models import ExamForm, ExamFormItem, Item, ItemRevision, ProgramVersion
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


def statistics_for(items: list[Item], program_id: str, *, measured: bool) -> dict[str, Statistics]:
    """Uses of each item and, when `measured`, the figures of the newest analysis of the revision that stands now."""
    uses, figures = uses_of_items(program_id), figures_of_items([item.id for item in items]) if measured else {}
    found = {}
    for item in items:
        known = figures.get(item.id)
        fits = known is not None and known.revision_number == item.current.number
        found[item.code] = Statistics(p=known.p if fits else None, rpb=known.pbis if fits else None,
                                      uses=uses.get(item.code, 0))
    return found
