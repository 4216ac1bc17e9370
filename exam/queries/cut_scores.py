"""Cut scores of an exam form: those adopted, those proposed, and whether results were released before."""

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import CutProposal, ExamForm, Release, Sitting


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


def maximum_of(form: ExamForm) -> int:
    """The most points that a form gives."""
    return sum(row.revision.content.points for row in form.items if row.scored)
