"""Telling the board that something went wrong."""

import flask

from exam.actions import incidents
from exam.errors import Refused
from exam.forms.candidate import ReportForm
from exam.queries.candidates import reports_by
from exam.rules.incidents import CANDIDATE_CHOICES
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor, current_account

TOO_LATE = "The time for a report on this page is over. You can still contact the board."


@door.get("/sittings/<sitting_id>/report")
def report(sitting_id: str):
    """The form, with the day and time of the exam to begin with; and what was reported before."""
    present = own_status(sitting_id)
    row = present.sitting
    default = ReportForm.default_of(row.begun_at or row.admitted_at or now(), _zone())
    return _page(present, ReportForm(**default))


@door.post("/sittings/<sitting_id>/report")
def report_now(sitting_id: str):
    """Put it on record; the program says whether the release waits for the board."""
    present, form = own_status(sitting_id), ReportForm()
    if not present.may_report:
        raise Refused(TOO_LATE)
    if not (form.validate() and _is_past(form)):
        return _page(present, form), 400
    incidents.report(present.sitting, code=form.code.data, source="candidate", text=form.text.data,
                     happened_at=form.happened_at(_zone()), now=now(), by=actor())
    told("success", "The board has your report.")
    return back("candidate.report", sitting_id=sitting_id)


def _is_past(form: ReportForm) -> bool:
    if form.happened_at(_zone()) > now():
        form.time.errors = ["This lies in the future. Please check day and time."]
    return not form.time.errors


def _zone() -> str:
    return flask.current_app.config["BOARD_TIMEZONE"]


def _page(present, form: ReportForm):
    reports = reports_by(current_account().id, present.sitting.id)
    return flask.render_template("candidate/report.html", s=present, form=form, reports=reports,
                                 kinds=CANDIDATE_CHOICES)
