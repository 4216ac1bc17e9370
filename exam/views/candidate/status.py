"""The status page: where a candidate stands, the next step, and what has happened."""

import flask

from exam.forms.candidate import CodeForm
from exam.queries.candidate_status import Status
from exam.queries.candidates import exams_of
from exam.queries.incidents import void_decision_of
from exam.queries.retakes import retake_verdict, void_counts
from exam.rules.proctor_policy import RELATIONSHIPS
from exam.views.candidate.entrance import door, own_status
from exam.web.clock import now
from exam.web.room_pass import pass_held
from exam.web.secret_keys import secret_keys

ENDED = ("withdrawn", "missed", "void")


@door.get("")
def status():
    """The newest exam; the others are listed on its page."""
    exams = exams_of(flask.g.candidate.id)
    return sitting(exams[0].id) if exams else flask.render_template("candidate/nothing_open.html")


@door.get("/sittings/<sitting_id>")
def sitting(sitting_id: str):
    """One exam, whatever its state: each has a page of its own."""
    present = own_status(sitting_id)
    return page_of(present, CodeForm(present.proctor))


def page_of(present: Status, form: CodeForm, template: str | None = None):
    """The page of the sitting's state, or another one that shows the same."""
    row = present.sitting
    others = [other for other in exams_of(row.candidate_id) if other.id != row.id]
    return flask.render_template(
        template or f"candidate/{row.state}.html", s=present, form=form, others=others, instant_now=now(),
        relationships=RELATIONSHIPS, end_code=_end_code(present), same_device=_is_in_the_room(row),
        retake=retake_verdict(row.authorization, now=now()) if row.state in ENDED else None,
        counts=row.state == "void" and void_counts(row.id),
        taken_away=void_decision_of(row.id) if row.state == "void" else None)


def _is_in_the_room(row) -> bool:
    """Whether this browser was let in, and no other device has taken over since."""
    held = pass_held()
    return held is not None and (held.sitting_id, held.device) == (row.id, row.device_epoch)


def _end_code(present: Status) -> str | None:
    """The code in its two groups; None when it was closed or has done its work."""
    code = present.end_code if present.sitting.state == "submitted" else None
    return code.shown(secret_keys()) if code is not None and code.is_alive(now()) else None
