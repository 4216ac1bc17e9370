"""Cut scores of an exam form: those adopted and proposed, what came before, and what it may be linked to."""

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound, Refused
from exam.models import CutProposal, CutScore, ExamForm, ProgramVersion, Release, Sitting
from exam.queries.scoring_versions import newest_version, positions_on, scheme_under, versions_of
from question_bank.linking import NONE, LinkingTrouble, checked_linking, linked_cut
from question_bank.scoring_scheme import maximum_under


def cut_proposal_with_id(proposal_id: str) -> CutProposal:
    """One proposal. Raises NotFound."""
    row = db.session.get(CutProposal, proposal_id)
    if row is None:
        raise NotFound("no such proposal")
    return row


def proposals_of(form_id: str) -> list[CutProposal]:
    """Every proposal for a form, the newest first."""
    asked = select(CutProposal).where(CutProposal.exam_form_id == form_id)
    return list(db.session.scalars(asked.order_by(CutProposal.proposed_at.desc(), CutProposal.id)))


def open_proposal(form_id: str) -> CutProposal | None:
    """The proposal that waits for a decision."""
    return next((row for row in proposals_of(form_id) if row.state == "open"), None)


def results_were_released(form_id: str) -> bool:
    """Whether anybody can know a result of this form, whatever became of it later."""
    asked = (select(Release.id).join(Sitting, Sitting.id == Release.sitting_id)
             .where(Sitting.exam_form_id == form_id, Sitting.purpose == "exam").limit(1))
    return db.session.scalars(asked).first() is not None


def is_first_form(form: ExamForm) -> bool:
    """Whether no other exam form of the program had an adopted cut score before this one."""
    asked = _of_the_program(form, select(CutScore.exam_form_id).join(ExamForm, ExamForm.id == CutScore.exam_form_id))
    return db.session.scalars(asked.order_by(CutScore.adopted_at, CutScore.id).limit(1)).first() in (None, form.id)


def bases_for(form: ExamForm) -> list[ExamForm]:
    """The exam forms of the program that this one may be linked to: those with a cut score of their own."""
    asked = _of_the_program(form, select(ExamForm)).where(ExamForm.id != form.id, ExamForm.for_candidate_id.is_(None))
    rows = db.session.scalars(asked.order_by(ExamForm.code))
    return [row for row in rows if row.cut_score and row.cut_score.record["linking"]["method"] == NONE]


def linking_between(form: ExamForm, base: ExamForm, document: object) -> tuple[dict, int]:
    """(the linking with its base as it is now, the cut that it gives). Raises Refused where it does not fit both."""
    if base not in bases_for(form):
        raise Refused("Link this form to another form of the program whose cut score is not itself a linked one.")
    cut = base.cut_score
    try:
        linking = checked_linking(document)
        raw = linked_cut(linking, cut.cut_raw)
    except LinkingTrouble as trouble:
        raise Refused(str(trouble)) from None
    if (linking["exam_form"], linking["base_form"]) != (form.code, base.code):
        raise Refused(f"This linking ties {linking['exam_form']} to {linking['base_form']}, not {form.code} to "
                      f"{base.code}.")
    wanted = (maximum_of(form), cut.maximum)
    if (linking["maximum"], linking["base_maximum"]) != wanted:
        raise Refused(f"This linking is for {linking['maximum']} and {linking['base_maximum']} points. The forms give "
                      f"{wanted[0]} and {wanted[1]}, so it cannot be used.")
    return {**linking, "base": {"exam_form": base.code, "digest": base.digest, "cut_score": cut.id,
                                "number": cut.number, "cut": cut.cut_raw, "maximum": cut.maximum}}, raw


def _of_the_program(form: ExamForm, asked):
    return (asked.join(ProgramVersion, ProgramVersion.id == ExamForm.program_version_id)
            .where(ProgramVersion.program_id == form.program_version.program_id, ExamForm.purpose == "exam"))


def maximum_of(form: ExamForm) -> int:
    """The most points that a form gives, as its questions count now."""
    return maximum_under(positions_on(form), scheme_under(versions_of(form.id)))


def scored_as_now(*forms: ExamForm) -> list[int]:
    """The version of the scoring that is in force on each of these forms."""
    return [newest_version(versions_of(form.id)) for form in forms]
