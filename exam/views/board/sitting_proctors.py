"""The proctor of one sitting: approved or not, written to again, marked as not reachable, replaced."""

import flask

from exam.actions import nominations
from exam.errors import Refused
from exam.forms.board.sittings import Approval, ReplaceProctor
from exam.forms.conditions import listed
from exam.queries.sittings import exam_sitting, nomination_of
from exam.rules.asking_again import purpose_now
from exam.rules.proctor_policy import looked_at_first, relationship_words
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.sitting_facts import address_of, facts_of
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("sitting_proctors", __name__, url_prefix="/board/sittings")
for_staff(door)


@door.route("/<sitting_id>/proctors/<nomination_id>/approve", methods=["GET", "POST"])
@needs("approve_proctors")
def approve(sitting_id: str, nomination_id: str):
    """Approve a proctor, or not, after a check against a source of the board's own."""
    sitting, form = exam_sitting(sitting_id), Approval()
    nomination = nomination_of(sitting, nomination_id)
    page = FormPage("Approve a proctor", "Keep this decision", address_of(sitting), lead=(
        "Check the person against a source that the candidate did not give you. Until you approve, the exam cannot "
        "start with this proctor, and a statement by this person releases nothing.",),
        facts=facts_of(sitting, *_facts(nomination)))
    return one_form(form, page, lambda: nominations.approve(
        nomination, given=form.given.data == "yes", note=form.note.data, now=now(), by=actor()),
        "Your decision about the proctor is kept.")


@door.post("/<sitting_id>/proctors/<nomination_id>/send-again")
@needs("change_sittings")
def send_again(sitting_id: str, nomination_id: str):
    """A fresh letter with a fresh link for what this proctor has to do next; older links die."""
    sitting = exam_sitting(sitting_id)
    nomination = nomination_of(sitting, nomination_id)
    return pressed(lambda: nominations.send_again(nomination, purpose=_purpose(nomination), now=now(), by=actor()),
                   "A letter with a new link is on its way to the proctor.", address_of(sitting))


@door.post("/<sitting_id>/proctors/<nomination_id>/bounce")
@needs("change_sittings")
def bounce(sitting_id: str, nomination_id: str):
    """Staff know that letters do not reach this person: candidate and board are told how to go on."""
    sitting = exam_sitting(sitting_id)
    nomination = nomination_of(sitting, nomination_id)
    return pressed(lambda: nominations.bounce(nomination, now=now(), by=actor()),
                   "The candidate is told that letters do not reach this proctor.", address_of(sitting))


@door.route("/<sitting_id>/replace-proctor", methods=["GET", "POST"])
@needs("change_sittings")
def replace(sitting_id: str):
    """Name another proctor for the candidate, under the same policy."""
    sitting, form = exam_sitting(sitting_id), ReplaceProctor()
    policy = sitting.program_version.program.proctor
    form.relationship_kind.choices = listed({kind: relationship_words(kind)
                                             for kind in (*policy.allowed, *looked_at_first(policy))})
    page = FormPage("Name another proctor", "Name this person", address_of(sitting), facts=facts_of(sitting), lead=(
        "The person gets a letter and is asked to accept. A proctor who was asked before is told that nothing is left "
        "to do, and links in letters to that person stop working.",))
    return one_form(form, page, lambda: nominations.nominate(
        sitting, name=form.name.data, email=form.email.data, phone=form.phone.data, now=now(), by=actor(),
        relationship_kind=form.relationship_kind.data, organisation=form.organisation.data or ""),
        "The proctor is named, and the letter is on its way.")


def _purpose(nomination) -> str:
    """What the letter is for: the next thing that this proctor does, or the page for the day of the exam."""
    running = nomination.state == "accepted" and nomination.sitting.state in ("admitted", "in_progress", "paused")
    purpose = purpose_now(nomination.state, nomination.sitting.state) or ("admit" if running else None)
    if purpose is None:
        raise Refused("We do not wait for this person at the moment, so there is nothing to send.")
    return purpose


def _facts(nomination) -> tuple:
    stated = (nomination.statement or {}).get("relationship_kind", "")
    return (("Proctor", nomination.name), ("Email address", nomination.email), ("Phone", nomination.phone),
            ("Relationship, as the candidate says", relationship_words(nomination.relationship_kind)),
            ("Relationship, as the proctor says", relationship_words(stated) if stated else "not answered yet"),
            ("Organisation", nomination.organisation or "none"))
