"""Accommodations, on pages that only those who grant them may open."""

import flask

from exam.actions import accommodations, printed_exams, time
from exam.forms.board.accommodations import Grant, LimitNow
from exam.forms.conditions import listed
from exam.queries.accommodation_requests import first_answer_due, open_requests_of, requests_of
from exam.queries.accommodations import (
    arrangements_ahead,
    grant_of,
    grants_of,
    grants_page,
    grants_to_choose_from,
    running_sittings_of,
)
from exam.queries.retakes import board_day
from exam.queries.roster import candidate_with_id
from exam.queries.sittings import exam_sitting
from exam.rules.accommodations import OUTCOMES, words_of
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.addresses import page_number
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from exam.web.words import day

door = flask.Blueprint("accommodations", __name__, url_prefix="/board/accommodations")
for_staff(door)


@door.get("")
@needs("grant_accommodations")
def listing():
    """Grants in force, and the way to the requests that wait."""
    return flask.render_template("board/accommodations/listing.html", page=grants_page(page_number()),
                                 words_of=words_of, first_due=first_answer_due())


@door.get("/<candidate_id>")
@needs("grant_accommodations")
def candidate(candidate_id: str):
    """What one person asked for and was granted, and what it does to the exams ahead."""
    person = candidate_with_id(candidate_id)
    return flask.render_template(
        "board/accommodations/candidate.html", person=person, grants=grants_of(person.id), words_of=words_of,
        requests=requests_of(person.id), outcomes=OUTCOMES, today=board_day(now()),
        ahead=arrangements_ahead(person.id), running=running_sittings_of(person.id))


@door.route("/<candidate_id>/grant", methods=["GET", "POST"])
@needs("grant_accommodations")
def grant(candidate_id: str):
    """Grant something; it applies by itself when the proctor admits the candidate."""
    person, offered = candidate_with_id(candidate_id), grants_to_choose_from(board_day(now()))
    requests = open_requests_of(person.id)
    form = Grant(requests)
    form.codes.choices = listed(offered)
    page = FormPage("Grant accommodations", "Grant them", address_of(person), lead=(
        "What you grant counts for every exam of this person that has not been admitted yet, until it is withdrawn. "
        "The proctor sees only what is arranged, such as “180 minutes, may pause”. If requests of this person are "
        "open, this answers them, and the person gets a letter.",), facts=facts_of(person, requests))
    return one_form(form, page, lambda: accommodations.grant(
        person, codes=form.codes.data, break_count=form.break_count.data, break_minutes=form.break_minutes.data,
        reason=form.reason.data, not_granted=form.part_declined, answering=form.answered, offered=offered, now=now(),
        by=actor()),
        "It is granted.")


@door.post("/<candidate_id>/grants/<grant_id>/withdraw")
@needs("grant_accommodations")
def withdraw(candidate_id: str, grant_id: str):
    """The grant no longer applies to exams that have not begun."""
    person = candidate_with_id(candidate_id)
    row = grant_of(person, grant_id)
    return pressed(lambda: accommodations.withdraw(row, now=now(), by=actor()), "The grant is withdrawn.",
                   address_of(person))


@door.post("/sittings/<sitting_id>/set-form-aside")
@needs("grant_accommodations")
def set_form_aside(sitting_id: str):
    """The exam form of who reads on paper is chosen before the day, so that it can be printed and sent."""
    sitting = exam_sitting(sitting_id)
    return pressed(lambda: printed_exams.set_aside(sitting, now=now(), by=actor()),
                   "The exam form is set aside. Have its printed exam made.", address_of(sitting.candidate))


@door.route("/sittings/<sitting_id>/change-limit", methods=["GET", "POST"])
@needs("grant_accommodations")
def change_limit(sitting_id: str):
    """Bring a grant into an exam that has begun without it. Time is never taken away."""
    sitting, form = exam_sitting(sitting_id), LimitNow()
    page = FormPage("Bring a grant into a running exam", "Bring it in", address_of(sitting.candidate), lead=(
        "Use this when an exam began without what was granted. What was granted for the room, such as food or a person "
        "who reads aloud, comes in by itself. A printed exam and several days do not: this exam is in an order of its "
        "own, and all of its questions have been shown. This can only give more, never less.",),
        facts=(("Candidate", sitting.candidate.legal_name), ("State", sitting.state.replace("_", " "))))
    return one_form(form, page, lambda: time.change_limit(
        sitting, code=form.code.data, break_count=form.break_count.data, break_minutes=form.break_minutes.data,
        now=now(), by=actor()), "The grant is in the running exam.")


def facts_of(person, requests=()) -> tuple:
    """Who it is about, and what of theirs waits for an answer."""
    asked = [(f"Asked for, answer by {day(row.answer_by)}", row.asked_for) for row in requests]
    return (("Candidate", person.legal_name), ("Candidate id", person.board_candidate_id), *asked)


def address_of(person) -> str:
    """The page of what one person asked for and was granted."""
    return flask.url_for("accommodations.candidate", candidate_id=person.id)
