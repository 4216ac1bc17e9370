"""A notice of the board, read and answered by the candidate in their own words."""

import flask

from exam.actions import inquiries
from exam.forms.candidate import AnswerForm
from exam.forms.trying import tried
from exam.queries.inquiries import own_inquiry
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor


@door.get("/sittings/<sitting_id>/notices/<inquiry_id>")
def notice(sitting_id: str, inquiry_id: str):
    """What is looked into, what speaks for it, until when to answer, and what was answered."""
    present = own_status(sitting_id)
    return _page(present, own_inquiry(present.sitting, inquiry_id), AnswerForm())


@door.post("/sittings/<sitting_id>/notices/<inquiry_id>")
def answer_notice(sitting_id: str, inquiry_id: str):
    """The answer goes to the board as it was written."""
    present, form = own_status(sitting_id), AnswerForm()
    row = own_inquiry(present.sitting, inquiry_id)
    if not tried(form, lambda: inquiries.answer(row, text=form.text.data, now=now(), by=actor())):
        return _page(present, row, form), 400
    told("success", "The board has your answer. A letter confirms it.")
    return back("candidate.notice", sitting_id=sitting_id, inquiry_id=inquiry_id)


def _page(present, row, form: AnswerForm):
    return flask.render_template("candidate/notice.html", s=present, inquiry=row, form=form, instant_now=now())
