"""Asking the board for an arrangement: what is arranged, what was asked for, and by when the board answers."""

import flask

from exam.actions import accommodations
from exam.forms.candidate import AskForm
from exam.forms.trying import tried
from exam.queries.accommodation_requests import answer_day, request_of, requests_of
from exam.queries.arrangements import grants_in_force
from exam.queries.retakes import board_day
from exam.rules.accommodations import words_of
from exam.views.candidate.entrance import door
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor
from exam.web.limits import limit_tries


@door.get("/arrangements")
def arrangements():
    """What is arranged, every request and where it stands, and the form for a new one."""
    return _page(AskForm())


@door.post("/arrangements")
def ask_for_arrangement():
    """The board has it at once, and a letter says until which day it answers."""
    person, form = flask.g.candidate, AskForm()
    limit_tries("ask-for-arrangement", person.id, tries=10, minutes=24 * 60)
    if not tried(form, lambda: accommodations.ask(
            person, asked_for=form.asked_for.data, asked_on=board_day(now()), now=now(), by=actor())):
        return _page(form), 400
    told("success", "The board has your request. A letter confirms it, and this page shows where it stands.")
    return back("candidate.arrangements")


@door.post("/arrangements/<request_id>/take-back")
def take_back_request(request_id: str):
    """Whoever asked changes their mind."""
    accommodations.take_back(request_of(flask.g.candidate, request_id), now=now(), by=actor())
    told("success", "You took it back.")
    return back("candidate.arrangements")


def _page(form: AskForm):
    person, today = flask.g.candidate, board_day(now())
    codes = {code for row in grants_in_force(person.id) for code in row.codes}
    return flask.render_template("candidate/arrangements.html", form=form, arranged=words_of(codes), today=today,
                                 requests=requests_of(person.id), answer_by=answer_day(person.id, today))
