"""The roster: the list of candidates, one candidate's page, corrections, and letting go."""

import flask

from exam.actions import accounts, roster
from exam.forms.board.roster import Correction, ExamLanguage, Reason
from exam.queries.letters import letters_of
from exam.queries.roster import (
    authorization_of,
    authorizations_of,
    candidate_with_id,
    candidates_page,
    exam_sittings_of,
    newest_sittings_of,
    nominations_of_candidate,
    program_of,
)
from exam.views.board.acting import FormPage, one_form
from exam.views.board.addresses import asked_for, page_number
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, role_holds

door = flask.Blueprint("roster", __name__, url_prefix="/board/roster")
for_staff(door)


@door.get("")
@needs("see_roster")
def listing():
    """Candidates, by name; search by candidate id, name or address."""
    search = asked_for("search")
    page = candidates_page(search, page_number())
    sittings = newest_sittings_of([row.id for row in page.rows])
    return flask.render_template("board/roster/listing.html", page=page, search=search, sittings=sittings)


@door.get("/<candidate_id>")
@needs("see_roster")
def candidate(candidate_id: str):
    """Everything on the roster about one person."""
    person = candidate_with_id(candidate_id)
    return flask.render_template(
        "board/roster/candidate.html", person=person, authorizations=authorizations_of(person.id),
        sittings=exam_sittings_of(person.id), nominations=nominations_of_candidate(person.id),
        letters=letters_of(person.account_id, role_holds))


@door.route("/<candidate_id>/correct", methods=["GET", "POST"])
@needs("change_roster")
def correct(candidate_id: str):
    """Correct a name, an address, a phone number or the region, with the reason."""
    person = candidate_with_id(candidate_id)
    form = Correction(obj=person)
    page = FormPage("Correct what is on record", "Correct it", _address(person), lead=(
        "The person gets a letter that says what kind of detail was changed. After a change of the email address, the "
        "letter goes to the old address, and links in earlier letters stop working.",),
        facts=(("Candidate id", person.board_candidate_id),))
    return one_form(form, page, lambda: roster.correct_candidate(
        person, form.changes(), reason=form.reason.data, now=now(), by=actor()), "It is corrected.")


@door.route("/<candidate_id>/authorizations/<authorization_id>/withdraw", methods=["GET", "POST"])
@needs("change_roster")
def withdraw_authorization(candidate_id: str, authorization_id: str):
    """End the permission to test; the candidate is told by letter."""
    person = candidate_with_id(candidate_id)
    permit, form = authorization_of(person, authorization_id), Reason()
    page = FormPage("Withdraw the authorization", "Withdraw it", _address(person), kind="secondary", lead=(
        "The candidate can no longer take an exam under this authorization. The candidate gets a letter, and a proctor "
        "who has been asked is told that nothing is left to do. It can be undone for some days.",),
        facts=(("Candidate", person.legal_name), ("Program", permit.program_id)))
    return one_form(form, page, lambda: roster.withdraw_authorization(
        permit, reason=form.reason.data, now=now(), by=actor()), "The authorization is withdrawn.")


@door.route("/<candidate_id>/authorizations/<authorization_id>/change-language", methods=["GET", "POST"])
@needs("change_roster")
def change_language(candidate_id: str, authorization_id: str):
    """The language in which the candidate gets the questions, before the exam is drawn."""
    person = candidate_with_id(candidate_id)
    permit = authorization_of(person, authorization_id)
    form = ExamLanguage(obj=permit)
    form.offer(program_of(permit).exam.languages)
    page = FormPage("Change the language of the exam", "Change it", _address(person), lead=(
        "It counts for the next exam form that is drawn. An exam that has been admitted keeps its form.",),
        facts=(("Candidate", person.legal_name), ("Program", permit.program_id)))
    return one_form(form, page, lambda: roster.change_exam_language(
        permit, language=form.language.data, reason=form.reason.data, now=now(), by=actor()),
        "The language is changed.")


@door.route("/<candidate_id>/close-account", methods=["GET", "POST"])
@needs("change_roster")
def close_account(candidate_id: str):
    """Nobody signs in to the account any more."""
    person, form = candidate_with_id(candidate_id), Reason()
    page = FormPage("Close the candidate's account", "Close it", _address(person), kind="secondary", lead=(
        "Nobody can sign in to this account any more. What is on record stays. An exam that is running now is not "
        "stopped.",), facts=(("Candidate", person.legal_name), ("Candidate id", person.board_candidate_id)))
    return one_form(form, page, lambda: accounts.close_account(
        person.account, reason=form.reason.data, now=now(), by=actor()), "The account is closed.")


def _address(person) -> str:
    return flask.url_for("roster.candidate", candidate_id=person.id)
