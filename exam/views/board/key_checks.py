"""The key check of an exam form: asked for, its figures, and what it found, until a person has decided."""

from datetime import date

import flask

from exam.actions import jobs, key_checks
from exam.errors import Refused
from exam.forms.board.scoring import AskForCheck, ConfirmKey
from exam.forms.conditions import listed
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.item_answers import LOOKS_WRONG
from exam.queries.key_checks import finding_with_id, findings_of, key_standing, may_look_after_keys
from exam.queries.retakes import board_day
from exam.queries.staff import names_of_actors
from exam.views.board.acting import FormPage, one_form
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.lint.words import plain

door = flask.Blueprint("key_checks", __name__, url_prefix="/board/scoring/key-checks")
for_staff(door)


@door.get("/<form_id>")
@needs("see_scoring")
def form(form_id: str):
    """The newest check of one form, and everything that was found so far."""
    standing, findings = key_standing(exam_form_with_id(form_id)), findings_of(form_id)
    people = [standing.check.made_by if standing.check else "", *(row.decided_by or "" for row in findings),
              *(f"staff:{row.owner_id}" for row in findings)]
    return flask.render_template("board/scoring/key_check.html", standing=standing, findings=findings,
                                 names=names_of_actors(people), looks_wrong=LOOKS_WRONG)


@door.route("/<form_id>/ask", methods=["GET", "POST"])
@needs("propose_scoring")
def ask(form_id: str):
    """Have the key checked, and say who looks after what is found."""
    row, asking = exam_form_with_id(form_id), AskForCheck()
    asking.owner.choices = listed({account.id: account.name for account in may_look_after_keys()}, "Choose")
    page = FormPage("Check the key", "Check it", flask.url_for("key_checks.form", form_id=row.id), lead=(
        "This looks at the answers to each question, released or not. It makes no score of anybody, and nothing of one "
        "person is kept.", "A question whose key looks wrong holds every release of this exam form until somebody has "
        "decided."), facts=(("Exam form", row.code),))
    return one_form(asking, page, lambda: jobs.ask("check_key", {
        "exam_form_id": row.id, "owner_id": asking.owner.data, "due_on": _still_to_come(asking.due_on.data).isoformat(),
        "asked_by": str(actor())}, about=row.id, now=now(), by=actor()),
        "The check is asked for. It takes some seconds.")


def _still_to_come(day: date) -> date:
    if day < board_day(now()):
        raise Refused("Choose a day that is not over.")
    return day


@door.route("/<form_id>/findings/<key_finding_id>/confirm", methods=["GET", "POST"])
@needs("propose_scoring")
def confirm(form_id: str, key_finding_id: str):
    """The key is right: say why, and the question no longer holds its form."""
    finding, confirming = finding_with_id(form_id, key_finding_id), ConfirmKey()
    content = finding.revision.content
    page = FormPage("Confirm a key", "The key is right", flask.url_for("key_checks.form", form_id=form_id), facts=(
        ("Question", plain(content.stem)), *((f"Option {option.id}", plain(option.text)) for option in content.options),
        ("Counts as right", ", ".join(content.right_options)), ("What was found", finding.sentence)))
    return one_form(confirming, page, lambda: key_checks.confirm(
        finding, reason=confirming.reason.data, now=now(), by=actor()), "The key is confirmed.")
