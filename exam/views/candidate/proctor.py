"""Naming a proctor, and writing to one again."""

import flask

from exam.actions import nominations, reminders
from exam.errors import Refused, TooManyLetters
from exam.forms.candidate import ProctorForm
from exam.rules.agreements import MISSING
from exam.rules.proctor_policy import WHY_NOT
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor
from exam.web.words import spoken


@door.get("/sittings/<sitting_id>/proctor")
def name_proctor(sitting_id: str):
    """The form; after a letter that came back it holds what was typed before."""
    present = own_status(sitting_id)
    if present.sitting.state in nominations.RUNNING:
        return _while_it_runs(present)
    if present.agreement is None:
        told("info", MISSING)
        return back("candidate.agreement", sitting_id=sitting_id)
    if present.sitting.state not in nominations.OPEN_STATES or present.attested:
        return back("candidate.sitting", sitting_id=sitting_id)
    before = present.nomination if present.nomination and present.nomination.state == "bounced" else None
    return _page(present, ProctorForm(present.program.proctor, flask.g.candidate.email, obj=before))


@door.post("/sittings/<sitting_id>/proctor")
def nominate(sitting_id: str):
    """Ask this person. The words are the same whether or not we know the address (T48)."""
    present = own_status(sitting_id)
    if present.sitting.state in nominations.RUNNING:
        return _while_it_runs(present)
    form = ProctorForm(present.program.proctor, flask.g.candidate.email)
    if form.validate() and _asked(present, form):
        told("success", f"We have written to {form.name.data}.")
        return back("candidate.sitting", sitting_id=sitting_id)
    return _page(present, form), 400


def _asked(present, form: ProctorForm) -> bool:
    try:
        nominations.nominate(present.sitting, **form.person, now=now(), by=actor())
    except Refused as refused:
        form.form_errors.extend(sentences_of(refused))
    return not form.form_errors


def sentences_of(refused: Refused) -> list[str]:
    """What the rule says; where it is about too many letters, also when the next may go."""
    later = [f"We can write again from {spoken(refused.next_at)}."] if isinstance(refused, TooManyLetters) else []
    return [*refused.sentences, *later]


def _while_it_runs(present):
    told("info", nominations.why_not_now(present.sitting))
    return back("candidate.sitting", sitting_id=present.sitting.id)


def _page(present, form: ProctorForm):
    blocked = [WHY_NOT[kind].replace("proctor", present.proctor)
               for kind in present.program.proctor.blocked if kind in WHY_NOT]
    return flask.render_template("candidate/name_proctor.html", s=present, form=form, blocked=blocked,
                                 late=present.sitting.admitted_at is not None)


@door.post("/sittings/<sitting_id>/ask-again")
def ask_again(sitting_id: str):
    """One more letter to the proctor, within the budget."""
    present = own_status(sitting_id)
    try:
        reminders.ask_again(present.awaited(), now=now(), by=actor())
        told("success", f"We have written to {present.nomination.name} again.")
    except Refused as refused:
        for sentence in sentences_of(refused):
            told("warning", sentence)
    return back("candidate.sitting", sitting_id=sitting_id)
