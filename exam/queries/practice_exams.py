"""Practice exams: for which programs there is one, and a new one for a candidate."""

from datetime import datetime

from exam.models import Candidate, ExamForm, ProgramVersion, Sitting
from exam.queries.arrangements import arrangement_for
from exam.queries.exam_forms import practice_form
from exam.queries.programs import programs_on
from exam.queries.retakes import board_day


def practice_programs(now: datetime) -> list[ProgramVersion]:
    """The programs in effect that have an exam and a published practice form."""
    return [row for row in programs_on(board_day(now)) if row.program.exam.required and practice_form(row)]


def practice_form_of(program_id: str, now: datetime) -> ExamForm | None:
    """The practice form of a program in effect."""
    found = (row for row in practice_programs(now) if row.program_id == program_id)
    version = next(found, None)
    return practice_form(version) if version else None


def new_practice(candidate: Candidate, form: ExamForm, *, now: datetime) -> Sitting:
    """A practice sitting that is not kept yet, with the candidate's own time and breaks (C23)."""
    sitting = Sitting(purpose="practice", candidate_id=candidate.id, program_version_id=form.program_version_id,
                      exam_form_id=form.id, registered_at=now)
    sitting.program_version, sitting.exam_form = form.program_version, form
    arrangement_for(sitting).apply_to(sitting)
    return sitting
