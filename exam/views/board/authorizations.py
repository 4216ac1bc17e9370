"""Permissions to test, mended from the candidate's page on the roster."""

import flask

from exam.actions import authorizations
from exam.forms.board.roster import ChangeWindow, Reason
from exam.queries.roster import authorization_of, candidate_with_id
from exam.rules.authorizations import UNDO_DAYS
from exam.views.board.acting import FormPage, one_form
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("authorizations", __name__, url_prefix="/board/roster")
for_staff(door)


@door.route("/<candidate_id>/authorizations/<authorization_id>/change-days", methods=["GET", "POST"])
@needs("change_roster")
def change_days(candidate_id: str, authorization_id: str):
    """Extend the days on which the exam may be taken, or open them again."""
    person = candidate_with_id(candidate_id)
    permit = authorization_of(person, authorization_id)
    form = ChangeWindow(obj=permit)
    page = FormPage("Change the days of the exam", "Change them", _address(person), facts=_facts(person, permit), lead=(
        "The candidate gets a letter with the new days. Where the exam was missed, a fresh sitting stands ready.",))
    return one_form(form, page, lambda: authorizations.change_window(
        permit, opens_on=form.opens_on.data, closes_on=form.closes_on.data, reason=form.reason.data, now=now(),
        by=actor()), "The days are changed, and the candidate is told.")


@door.route("/<candidate_id>/authorizations/<authorization_id>/undo-withdrawal", methods=["GET", "POST"])
@needs("change_roster")
def undo(candidate_id: str, authorization_id: str):
    """A withdrawal that was a mistake is taken back."""
    person, form = candidate_with_id(candidate_id), Reason()
    permit = authorization_of(person, authorization_id)
    page = FormPage("Undo the withdrawal", "Undo it", _address(person), facts=_facts(person, permit), lead=(
        f"This is possible for {UNDO_DAYS} days. The candidate gets a letter and a fresh sitting, and names a proctor "
        "anew.",))
    return one_form(form, page, lambda: authorizations.undo_withdrawal(
        permit, reason=form.reason.data, now=now(), by=actor()), "The authorization is in force again.")


def _facts(person, permit) -> tuple:
    return (("Candidate", person.legal_name), ("Program", permit.program_id))


def _address(person) -> str:
    return flask.url_for("roster.candidate", candidate_id=person.id)
