"""Time in one sitting: minutes given, a pause by staff, and a fresh end code."""

import flask

from exam.actions import attestations, sittings, time
from exam.forms.board.sittings import GiveTime, PauseNow
from exam.queries.sittings import exam_sitting
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.sitting_facts import address_of, facts_of
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("sitting_time", __name__, url_prefix="/board/sittings")
for_staff(door)


@door.route("/<sitting_id>/give-time", methods=["GET", "POST"])
@needs("change_sittings")
def give_time(sitting_id: str):
    """Add working time to an exam that runs or is paused."""
    sitting, form = exam_sitting(sitting_id), GiveTime()
    page = FormPage("Give time", "Give it", address_of(sitting), facts=facts_of(sitting), lead=(
        "The time is added at once, and the candidate's clock shows it. Time can be given only while the exam runs or "
        "is paused.",))
    return one_form(form, page, lambda: time.give_time(
        sitting, seconds=form.minutes.data * 60, kind=form.kind.data, reason=form.reason.data, now=now(), by=actor()),
        "The time is given.")


@door.route("/<sitting_id>/pause", methods=["GET", "POST"])
@needs("change_sittings")
def pause(sitting_id: str):
    """Stop the clock. Only a fresh code from the proctor lets the exam go on."""
    sitting, form = exam_sitting(sitting_id), PauseNow()
    page = FormPage("Pause the exam", "Pause it", address_of(sitting), facts=facts_of(sitting), lead=(
        "The clock stands still, and the questions are hidden. The exam goes on when the candidate types a fresh code "
        "that the proctor's page shows.",))
    return one_form(form, page, lambda: sittings.pause(
        sitting, kind="staff", reason=form.reason.data, now=now(), by=actor()), "The exam is paused.")


@door.post("/<sitting_id>/renew-end-code")
@needs("change_sittings")
def renew_end_code(sitting_id: str):
    """The candidate's last page shows a fresh end code; the one before it dies."""
    sitting = exam_sitting(sitting_id)
    return pressed(lambda: attestations.renew_end_code(sitting, now=now(), by=actor()),
                   "The candidate's last page now shows a new end code.", address_of(sitting))
