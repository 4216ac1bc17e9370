"""What is arranged for one candidate's sitting, before it begins."""

from sqlalchemy import select

from exam.database import db
from exam.models import AccommodationGrant, Sitting
from exam.rules.arrangements import Arrangement, arrange


def grants_in_force(candidate_id: str) -> list[AccommodationGrant]:
    """The candidate's grants that have not been withdrawn, oldest first."""
    asked = select(AccommodationGrant).where(AccommodationGrant.candidate_id == candidate_id,
                                             AccommodationGrant.withdrawn_at.is_(None))
    return list(db.session.scalars(asked.order_by(AccommodationGrant.decided_at)))


def arrangement_for(sitting: Sitting) -> Arrangement:
    """The limit and the breaks that the program and the candidate's grants give."""
    exam = sitting.program_version.program.exam
    return arrange(exam.time_limit_minutes, exam.sitting_cap_minutes, grants_in_force(sitting.candidate_id))
