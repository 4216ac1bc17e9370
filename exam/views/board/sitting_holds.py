"""What stops a release: holds placed and lifted, and incidents that staff report."""

from datetime import datetime
from zoneinfo import ZoneInfo

import flask

from exam.actions import incidents
from exam.forms.board.sittings import LiftHold, PlaceHold, ReportIncident
from exam.forms.conditions import listed
from exam.queries.incidents import hold_with_id
from exam.queries.sittings import exam_sitting
from exam.queries.staff import open_staff
from exam.views.board.acting import FormPage, one_form
from exam.views.board.sitting_facts import address_of, facts_of
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("sitting_holds", __name__, url_prefix="/board/sittings")
for_staff(door)


@door.route("/<sitting_id>/place-hold", methods=["GET", "POST"])
@needs("place_holds")
def place(sitting_id: str):
    """Stop the release, with a reason, an owner and a day."""
    sitting, form = exam_sitting(sitting_id), PlaceHold()
    form.owner.choices = listed({account.id: account.name for account in open_staff()})
    page = FormPage("Place a hold", "Place it", address_of(sitting), facts=facts_of(sitting), lead=(
        "Nothing is released while a hold is in place. Every hold has somebody who looks after it, and a day.",))
    return one_form(form, page, lambda: incidents.place_hold(
        sitting, reason=form.reason.data, owner_id=form.owner.data, due_on=form.due_on.data, now=now(), by=actor()),
        "The hold is in place.")


@door.route("/<sitting_id>/holds/<hold_id>/lift", methods=["GET", "POST"])
@needs("lift_holds")
def lift(sitting_id: str, hold_id: str):
    """Take a hold away, with the reason."""
    sitting, form = exam_sitting(sitting_id), LiftHold()
    hold = hold_with_id(sitting.id, hold_id)
    page = FormPage("Lift a hold", "Lift it", address_of(sitting), facts=facts_of(sitting, ("Hold", hold.reason)))
    return one_form(form, page, lambda: incidents.lift_hold(hold, reason=form.reason.data, now=now(), by=actor()),
                    "The hold is lifted.")


@door.route("/<sitting_id>/report-incident", methods=["GET", "POST"])
@needs("report_incidents")
def report(sitting_id: str):
    """Put an incident on record. Its kind decides whether the release waits."""
    sitting, form = exam_sitting(sitting_id), ReportIncident()
    page = FormPage("Report an incident", "Report it", address_of(sitting), facts=facts_of(sitting), lead=(
        "Some kinds are a note, others hold the release until the board has decided. A report has no other effect.",))
    return one_form(form, page, lambda: incidents.report(
        sitting, code=form.code.data, source="staff", text=form.text.data,
        happened_at=_in_utc(form.happened_at.data), now=now(), by=actor()), "The incident is on record.")


def _in_utc(local: datetime | None) -> datetime:
    """What was typed is the board's wall clock; an instant that has not come yet counts as now."""
    if local is None:
        return now()
    return min(now(), local.replace(tzinfo=ZoneInfo(flask.current_app.config["BOARD_TIMEZONE"])))
