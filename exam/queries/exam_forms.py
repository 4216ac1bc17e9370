"""Which exam form a candidate may be given: published, with an adopted cut, and without a scored item they met."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import ExamForm, ExamFormItem, ItemRevision, ProgramVersion, Sitting
from exam.queries.programs import program_version_on
from question_bank.families import family_in


def questions_met(candidate_id: str) -> set[str]:
    """The questions that counted in a sitting this candidate has begun, in whatever language: codes of originals."""
    asked = (select(ItemRevision.document).join(ExamFormItem, ExamFormItem.item_revision_id == ItemRevision.id)
             .join(Sitting, Sitting.exam_form_id == ExamFormItem.exam_form_id)
             .where(Sitting.candidate_id == candidate_id, Sitting.begun_at.is_not(None),
                    Sitting.purpose == "exam", ExamFormItem.scored))
    return {family_in(document) for document in db.session.scalars(asked)}


def exam_form_for(sitting: Sitting, day: date) -> ExamForm | None:
    """The least used fitting form of the version in effect on this day, else of the sitting's own version.

    A fitting form that was set aside for this sitting comes before all. It is in the language of the authorization,
    and holds no question that the candidate has met in any language. None when the board has none ready for this
    person. A version that is not yet in effect never counts.
    """
    own = sitting.program_version
    in_effect = program_version_on(own.program_id, day)
    met = questions_met(sitting.candidate_id)
    language = sitting.authorization.language if sitting.authorization else own.program.exam.languages[0]
    versions = [version for version in dict.fromkeys((in_effect, own)) if version is not None
                and version.effective_from <= day and version.blueprint_digest == own.blueprint_digest]
    forms = [form for version in versions
             for form in _forms_by_use(version, sitting.purpose, language, sitting.candidate_id)]
    forms.sort(key=lambda form: form.id != sitting.exam_form_id)
    return next((form for form in forms if form.cut_score and not (met and met & _questions_that_count(form))), None)


def _forms_by_use(version: ProgramVersion, purpose: str, language: str, candidate_id: str) -> list[ExamForm]:
    """Published forms for everybody and those drawn for this candidate, the candidate's own ones first."""
    used = select(func.count(Sitting.id)).where(Sitting.exam_form_id == ExamForm.id).scalar_subquery()
    asked = (select(ExamForm).where(ExamForm.program_version_id == version.id, ExamForm.state == "published",
                                    ExamForm.purpose == purpose, ExamForm.language == language,
                                    or_(ExamForm.for_candidate_id.is_(None),
                                        ExamForm.for_candidate_id == candidate_id))
             .order_by(ExamForm.for_candidate_id.is_(None), used, ExamForm.code))
    return list(db.session.scalars(asked))


def exam_form_with_code(code: str) -> ExamForm | None:
    """The exam form with this code."""
    return db.session.scalars(select(ExamForm).where(ExamForm.code == code)).first()


def practice_form(program_version: ProgramVersion) -> ExamForm | None:
    """The newest published practice form of this version; while it has none, that of the version before it.

    Practice is in the first language of the program.
    """
    asked = (select(ExamForm).join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
             .where(ProgramVersion.program_id == program_version.program_id, ExamForm.state == "published",
                    ExamForm.language == program_version.program.exam.languages[0],
                    ProgramVersion.effective_from <= program_version.effective_from, ExamForm.purpose == "practice")
             .order_by(ProgramVersion.effective_from.desc(), ProgramVersion.adopted_at.desc(),
                       ExamForm.published_at.desc()))
    return db.session.scalars(asked).first()


def _questions_that_count(form: ExamForm) -> set[str]:
    return {family_in(item.revision.document) for item in form.items if item.scored}


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
