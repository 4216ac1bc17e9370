"""Withdrawing from an exam that has not begun, and asking for one more."""

import flask

from exam.actions import retakes
from exam.queries.candidates import own_exam
from exam.queries.retakes import retake_verdict
from exam.rules.pathway_words import fee_in_words
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor


@door.get("/sittings/<sitting_id>/withdraw")
def withdraw(sitting_id: str):
    """What withdrawing means, and the button."""
    present = own_status(sitting_id)
    if present.sitting.state != "registered":
        return back("candidate.sitting", sitting_id=sitting_id)
    return flask.render_template("candidate/withdraw.html", s=present)


@door.post("/sittings/<sitting_id>/withdraw")
def withdraw_now(sitting_id: str):
    """Give the sitting up; it does not count."""
    retakes.withdraw(own_exam(flask.g.candidate.id, sitting_id), now=now(), by=actor())
    told("success", "You withdrew. You can ask for a new sitting when you are ready.")
    return back("candidate.sitting", sitting_id=sitting_id)


@door.get("/sittings/<sitting_id>/retake")
def retake(sitting_id: str):
    """Whether one more sitting can be asked for, from when, and if not, why."""
    present = own_status(sitting_id)
    verdict = retake_verdict(present.sitting.authorization, now=now())
    return flask.render_template("candidate/retake.html", s=present, retake=verdict,
                                 fee=fee_in_words(present.program, "retake"))


@door.post("/sittings/<sitting_id>/retake")
def ask_for_retake(sitting_id: str):
    """Ask for it; where the rules allow it, the new sitting stands ready at once."""
    row = own_exam(flask.g.candidate.id, sitting_id)
    new = retakes.ask_for_retake(row.authorization, now=now(), by=actor())
    told("success", "You may take the exam again. This page shows what comes next.")
    return back("candidate.sitting", sitting_id=new.id)
