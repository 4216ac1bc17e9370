"""Requests for accommodations: those that wait, one put on record, declined with a reason, or taken back."""

import flask

from exam.actions import accommodations
from exam.forms.board.accommodations import Decline, Request
from exam.queries.accommodation_requests import open_requests_page, request_of
from exam.queries.retakes import board_day
from exam.queries.roster import candidate_with_id
from exam.views.board.accommodations import address_of, facts_of
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.addresses import page_number
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from exam.web.words import day

door = flask.Blueprint("accommodation_requests", __name__, url_prefix="/board/accommodations")
for_staff(door)


@door.get("/requests")
@needs("grant_accommodations")
def listing():
    """Requests that nobody has answered yet, those that are due first."""
    return flask.render_template("board/accommodations/requests.html", page=open_requests_page(page_number()),
                                 today=board_day(now()))


@door.route("/<candidate_id>/request", methods=["GET", "POST"])
@needs("grant_accommodations")
def record(candidate_id: str):
    """Put a request on record that came by letter, by phone or in person."""
    person, form = candidate_with_id(candidate_id), Request(asked_on=board_day(now()))
    page = FormPage("Record a request", "Record it", address_of(person), lead=(
        "Candidates can ask on their own pages. Use this for what they wrote or said to the board. They get a letter "
        "that says until which day the board answers.",), facts=facts_of(person))
    return one_form(form, page, lambda: accommodations.ask(
        person, asked_for=form.asked_for.data, asked_on=form.asked_on.data, now=now(), by=actor()), "It is on record.")


@door.route("/<candidate_id>/requests/<request_id>/decline", methods=["GET", "POST"])
@needs("grant_accommodations")
def decline(candidate_id: str, request_id: str):
    """Decline one request, with the reason that the candidate reads."""
    person, form = candidate_with_id(candidate_id), Decline()
    row = request_of(person, request_id)
    page = FormPage("Decline a request", "Decline it", address_of(person), kind="secondary", lead=(
        "The person gets a letter with the reason, and can ask again at any time. The next request is then declined by "
        "somebody else, or granted. To grant a part, choose “Grant accommodations” instead.",),
        facts=(*facts_of(person), ("Asked for", row.asked_for), ("Answer by", day(row.answer_by))))
    return one_form(form, page, lambda: accommodations.decline(row, reason=form.reason.data, now=now(), by=actor()),
                    "It is declined, and the letter is on its way.")


@door.post("/<candidate_id>/requests/<request_id>/take-back")
@needs("grant_accommodations")
def take_back(candidate_id: str, request_id: str):
    """The candidate told the board that it is not needed any more."""
    person = candidate_with_id(candidate_id)
    row = request_of(person, request_id)
    return pressed(lambda: accommodations.take_back(row, now=now(), by=actor()), "The request is taken back.",
                   address_of(person))
