"""The exam form of who reads on paper is known before the day: it has to be printed and sent."""

from datetime import datetime

from exam.database import transaction
from exam.errors import Refused
from exam.models import ExamForm, Sitting
from exam.queries.arrangements import arrangement_for
from exam.queries.exam_forms import exam_form_for
from exam.queries.retakes import board_day, first_day_of
from exam.rules.preparing import is_printed


def set_aside(sitting: Sitting, *, now: datetime, by) -> ExamForm:
    """Choose the form that the proctor's admission will draw. The audit entry says neither which nor why.

    Doing it again chooses anew only where the form does not fit any more.
    """
    with transaction("prepare_arrangement", by=by, now=now, locking=sitting) as entry:
        if sitting.state != "registered":
            raise Refused("This exam has been admitted already, so its exam form is drawn.")
        if not is_printed(arrangement_for(sitting).room_codes):
            raise Refused("Nothing is granted that is read from paper. Grant that first.")
        form = exam_form_for(sitting, max(first_day_of(sitting), board_day(now)))
        if form is None:
            raise Refused("No exam form is ready for this candidate. A form has to be published and its cut adopted.")
        sitting.exam_form = form
        entry.about("candidate", sitting.candidate_id, sitting=sitting.id)
    return form
