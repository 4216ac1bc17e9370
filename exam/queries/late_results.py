"""Results that take long: whom nobody has told yet, and what they are told."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from exam.database import db
from exam.models import Hold, Inquiry, KeyFinding, Letter, Loss, Sitting
from exam.queries.due import programs_of
from exam.queries.gate import gate_facts
from exam.queries.losses import IS_OPEN as LOSS_OPEN
from exam.queries.retakes import board_day
from exam.rules.late_results import new_day, reasons_for

LETTER = "candidate/result_delayed"


def results_to_explain(now: datetime, only: str = "") -> list[str]:
    """Exams that were handed in longer ago than their program's days, and whose candidate was not told why."""
    told = select(Letter.id).where(Letter.sitting_id == Sitting.id, Letter.kind == LETTER)
    asked = (select(Sitting.id, Sitting.program_version_id, Sitting.submitted_at)
             .where(Sitting.state == "submitted", Sitting.purpose == "exam",
                    Sitting.submitted_at <= now - timedelta(days=1), ~told.exists())
             .order_by(Sitting.submitted_at, Sitting.id))
    rows = db.session.execute(asked.where(Sitting.id == only) if only else asked).all()
    programs = programs_of({row.program_version_id for row in rows})
    return [row.id for row in rows
            if now - row.submitted_at >= timedelta(days=programs[row.program_version_id].release.late_after_days)]


def why_late(sitting: Sitting, *, now: datetime) -> tuple[list[str], date]:
    """The reasons in the candidate's words, and the day until which to expect news."""
    program = sitting.program_version.program
    holds = select(Hold.due_on).where(Hold.sitting_id == sitting.id, Hold.lifted_at.is_(None))
    keys = select(KeyFinding.due_on).where(KeyFinding.exam_form_id == sitting.exam_form_id,
                                           KeyFinding.decided_at.is_(None))
    notices = select(Inquiry.answer_until).where(Inquiry.sitting_id == sitting.id, Inquiry.ended_at.is_(None),
                                                 Inquiry.answer_until.is_not(None))
    choices = select(Loss.choose_until).where(Loss.sitting_id == sitting.id, *LOSS_OPEN, Loss.choose_until.is_not(None))
    known = [*db.session.scalars(holds), *db.session.scalars(keys),
             *map(board_day, [*db.session.scalars(notices), *db.session.scalars(choices)])]
    return (reasons_for(gate_facts(sitting), program.wording.proctor),
            new_day(known, board_day(now), program.release.late_after_days))
