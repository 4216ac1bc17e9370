"""Which information page is in force for a sitting, and which texts its candidate has agreed to."""

from sqlalchemy import select

from exam.database import db
from exam.models import Agreement, Sitting
from exam.rules.agreements import has_agreed


def text_in_force(sitting: Sitting):
    """The information-and-agreement text of the sitting's program version."""
    return sitting.program_version.program.statements.agreement


def agreements_of(candidate_id: str) -> list[Agreement]:
    """Everything this candidate ever agreed to, oldest first."""
    asked = select(Agreement).where(Agreement.candidate_id == candidate_id)
    return list(db.session.scalars(asked.order_by(Agreement.agreed_at, Agreement.id)))


def agreement_to_current(sitting: Sitting) -> Agreement | None:
    """The agreement to the very text in force; None while it is still to be given."""
    text = text_in_force(sitting)
    return next((row for row in agreements_of(sitting.candidate_id) if has_agreed(text, [row])), None)
