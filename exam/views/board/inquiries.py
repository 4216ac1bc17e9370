"""The procedure for a suspected irregularity, on the pages of its incident: draft, notice, and closing it."""

import flask

from exam.actions import inquiries
from exam.forms.board.incidents import Suspicion
from exam.queries.incidents import incident_with_id
from exam.queries.inquiries import inquiry_into, opened_inquiry
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.sitting_facts import facts_of
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("inquiries", __name__, url_prefix="/board/incidents")
for_staff(door)


@door.route("/<incident_id>/inquiry", methods=["GET", "POST"])
@needs("decide_incidents")
def write(incident_id: str):
    """What is suspected and what speaks for it; nothing is sent yet."""
    row = incident_with_id(incident_id)
    form = Suspicion(obj=inquiry_into(row))
    days = row.sitting.program_version.program.incidents.answer_days
    page = FormPage("What is suspected", "Keep the draft", _address(row), facts=facts_of(row.sitting), lead=(
        "This is a draft. You send it from the page of the incident.",
        f"The candidate then reads it and has {days} days to answer. Nothing is taken away before."))
    return one_form(form, page, lambda: inquiries.suspect(
        row, suspicion=form.suspicion.data, evidence=form.evidence.data, now=now(), by=actor()),
        "The draft is kept. Read it once more before you send it.")


@door.post("/<incident_id>/inquiry/send")
@needs("decide_incidents")
def send(incident_id: str):
    """The candidate gets the notice."""
    row = incident_with_id(incident_id)
    return pressed(lambda: inquiries.notify(opened_inquiry(row), now=now(), by=actor()),
                   "The notice is sent. The candidate can answer it now.", _address(row))


@door.post("/<incident_id>/inquiry/close")
@needs("decide_incidents")
def close(incident_id: str):
    """Nothing is taken away, and whoever had a notice is told so."""
    row = incident_with_id(incident_id)
    return pressed(lambda: inquiries.drop(opened_inquiry(row), now=now(), by=actor()),
                   "The inquiry is closed. The incident still waits for its decision.", _address(row))


def _address(row) -> str:
    return flask.url_for("incidents.incident", incident_id=row.id)
