"""The day of the exam: type the code that the proctor's page shows, and enter the room."""

import flask

from exam.actions import sittings
from exam.errors import Refused
from exam.forms.candidate import CodeForm
from exam.queries.candidates import own_exam
from exam.views.candidate.entrance import door, own_status
from exam.views.candidate.status import page_of
from exam.web.answers import back
from exam.web.clock import now
from exam.web.identity import actor
from exam.web.limits import limit_tries
from exam.web.room_pass import give_pass
from exam.web.secret_keys import secret_keys


@door.get("/sittings/<sitting_id>/start")
def start(sitting_id: str):
    """Candidate and proctor are together: the field for the start code."""
    present = own_status(sitting_id)
    waits = present.sitting.state == "registered" and present.nomination and present.nomination.may_admit
    return page_of(present, CodeForm(present.proctor), "candidate/start.html" if waits else None)


@door.post("/sittings/<sitting_id>/start")
def begin(sitting_id: str):
    """A right code starts the exam and its clock."""
    return _with_code(sitting_id, sittings.begin)


@door.post("/sittings/<sitting_id>/take-over")
def take_over(sitting_id: str):
    """A right code brings the exam to this device."""
    return _with_code(sitting_id, sittings.take_over_device)


@door.post("/sittings/<sitting_id>/resume")
def resume(sitting_id: str):
    """A right code ends the pause."""
    return _with_code(sitting_id, sittings.resume)


def _with_code(sitting_id: str, step):
    row = own_exam(flask.g.candidate.id, sitting_id)
    form = CodeForm(row.program_version.program.wording.proctor)
    limit_tries("exam-code", row.id, tries=30, minutes=10)
    if form.validate() and _opened(row, form, step):
        return give_pass(back("room.room"), row)
    template = "candidate/start.html" if row.state == "registered" else None
    return page_of(own_status(sitting_id), form, template), 400


def _opened(row, form: CodeForm, step) -> bool:
    try:
        step(row, typed_code=form.code.data, secrets=secret_keys(), now=now(), by=actor())
    except Refused as refused:
        form.code.errors = list(refused.sentences)
    return not form.code.errors
