"""Which exam form a candidate may be given: published, with an adopted cut, and without a scored item they met."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import ExamForm, ExamFormItem, ItemRevision, ProgramVersion, Sitting


def scored_items_seen(candidate_id: str) -> set[str]:
    """The ids of all items that counted in a sitting this candidate has begun."""
    asked = (select(ItemRevision.item_id).join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .join(Sitting, Sitting.exam_form_id == ExamFormItem.exam_form_id)
             .where(Sitting.candidate_id == candidate_id, Sitting.begun_at.is_not(None),
                    Sitting.purpose == "exam", ExamFormItem.scored))
    return set(db.session.scalars(asked))


def exam_form_for(sitting: Sitting) -> ExamForm | None:
    """The least used exam form that fits; None when the board has none ready for this person."""
    used = select(func.count(Sitting.id)).where(Sitting.exam_form_id == ExamForm.id).scalar_subquery()
    asked = (select(ExamForm).join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ProgramVersion.program_id == sitting.program_version.program_id,
                    ProgramVersion.blueprint_digest == sitting.program_version.blueprint_digest,
                    ExamForm.state == "published", ExamForm.purpose == sitting.purpose)
             .order_by(used, ExamForm.code))
    seen = scored_items_seen(sitting.candidate_id)
    fitting = (form for form in db.session.scalars(asked) if form.cut_score and not seen & _scored_items(form))
    return next(fitting, None)


def exam_form_with_code(code: str) -> ExamForm | None:
    """The exam form with this code."""
    return db.session.scalars(select(ExamForm).where(ExamForm.code == code)).first()


def practice_form(program_version: ProgramVersion) -> ExamForm | None:
    """The practice exam of a program: the newest published one."""
    asked = (select(ExamForm).join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ProgramVersion.program_id == program_version.program_id, ExamForm.state == "published",
                    ExamForm.purpose == "practice").order_by(ExamForm.published_at.desc()))
    return db.session.scalars(asked).first()


def _scored_items(form: ExamForm) -> set[str]:
    return {item.revision.item_id for item in form.items if item.scored}


def exam_forms() -> list[ExamForm]:
    """Every exam form, newest first."""
    asked = (select(ExamForm).options(joinedload(ExamForm.program_version), selectinload(ExamForm.items),
                                      selectinload(ExamForm.cut_scores))
             .order_by(ExamForm.assembled_at.desc(), ExamForm.code))
    return list(db.session.scalars(asked))


def exam_form_with_id(form_id: str) -> ExamForm:
    """The exam form with this id. Raises NotFound."""
    row = db.session.get(ExamForm, form_id)
    if row is None:
        raise NotFound("no such exam form")
    return row


def sittings_by_form() -> dict[str, int]:
    """How many sittings began with each exam form."""
    asked = (select(Sitting.exam_form_id, func.count()).where(Sitting.begun_at.is_not(None))
             .group_by(Sitting.exam_form_id))
    return {form_id: number for form_id, number in db.session.execute(asked) if form_id}
