"""The third touch, after the exam: the end code, each statement for itself, one choice, and the proctor's name."""

import flask

from exam.actions import attestations
from exam.actions.attestations import Signature
from exam.errors import CodeRefused, Refused
from exam.forms.attestation import DidNotProctor, EndCode, NoEndCode, statement_form
from exam.models import Link, Nomination, SittingCode
from exam.queries.proctors import end_code_open
from exam.views.proctor.entrance import by, door, entered, page
from exam.views.proctor.statement import signed_text
from exam.web.answers import back, flash_refusal, told
from exam.web.clock import now
from exam.web.proofs import prove, proved
from exam.web.same_device import is_candidates_browser
from exam.web.secret_keys import secret_keys


@door.get("/attest/<sealed>")
def attest_page(sealed: str):
    """The end code is asked for first: before it, the page holds nothing of the exam (T05)."""
    link, nomination = entered("attest", sealed)
    if nomination.sitting.state != "submitted":
        return page("nothing_to_attest", link, nomination, sealed)
    if proved_code(link, nomination):
        return back("proctor.statement_page", sealed=sealed)
    is_open = end_code_open(nomination.sitting, now=now()) is not None
    return page("attest", link, nomination, sealed, form=EndCode(), is_open=is_open)


@door.post("/attest/<sealed>/code")
def try_end_code(sealed: str):
    """A right code opens the statements in this browser; the fifth wrong one closes the step (T04)."""
    link, nomination = entered("attest", sealed)
    form = EndCode()
    if not form.validate():
        return page("attest", link, nomination, sealed, form=form, is_open=True), 400
    try:
        attestations.try_end_code(nomination, typed_code=form.code.data, secrets=secret_keys(), now=now(),
                                  by=by(nomination))
    except Refused as refused:
        flash_refusal(refused)
        return back("proctor.attest_page", sealed=sealed)
    prove("end_code", link, SittingCode.newest(nomination.sitting_id, "end").serial)
    return back("proctor.statement_page", sealed=sealed)


@door.get("/attest/<sealed>/statement")
def statement_page(sealed: str):
    """The statements, each with yes and no, and the choice at the end."""
    link, nomination = entered("attest", sealed)
    if not proved_code(link, nomination):
        return back("proctor.attest_page", sealed=sealed)
    return page("statement", link, nomination, sealed, form=statement_form(signed_text(nomination).statements)())


@door.post("/attest/<sealed>/statement")
def attest(sealed: str):
    """Sign, with or without an incident, or say that it was somebody else."""
    link, nomination = entered("attest", sealed)
    code, words = proved_code(link, nomination), signed_text(nomination)
    if not code:
        return back("proctor.attest_page", sealed=sealed)
    form = statement_form(words.statements)()
    if not form.validate():
        return page("statement", link, nomination, sealed, form=form), 400
    sign = _refuse if form.choice.data == "did_not_proctor" else _attest
    try:
        sign(nomination, link, form, code, words)
    except CodeRefused as refused:
        flash_refusal(refused)
    return back("proctor.attest_page", sealed=sealed)


def _attest(nomination: Nomination, link: Link, form, code: str, words) -> None:
    signature = Signature(form.signed_name.data, address=flask.request.remote_addr or "",
                          agent=flask.request.user_agent.string,
                          same_device=is_candidates_browser(nomination.sitting))
    attestations.attest(nomination, link, typed_code=code, secrets=secret_keys(), text=words, answers=form.answers(),
                        reported=form.reported(), signature=signature, now=now(), by=by(nomination))


def _refuse(nomination: Nomination, link: Link, form, _code, _words) -> None:
    attestations.refuse(nomination, link, typed_name=form.signed_name.data, text=form.what.data or "", now=now(),
                        by=by(nomination))


def proved_code(link: Link, nomination: Nomination) -> str | None:
    """The end code that this browser typed with this link, if it is still the one that counts (T09)."""
    code = end_code_open(nomination.sitting, now=now())
    proof = proved("end_code", link)
    return code.shown(secret_keys()) if code is not None and code.serial == proof else None


@door.get("/attest/<sealed>/no-code")
def no_code_page(sealed: str):
    """For a proctor who cannot get the end code."""
    link, nomination = entered("attest", sealed)
    return page("no_code", link, nomination, sealed, form=NoEndCode(nomination.name))


@door.post("/attest/<sealed>/no-code")
def report_no_code(sealed: str):
    """The board is told and helps; it releases nothing."""
    link, nomination = entered("attest", sealed)
    form = NoEndCode(nomination.name)
    if not form.validate():
        return page("no_code", link, nomination, sealed, form=form), 400
    attestations.report_no_code(nomination, typed_name=form.own_name.data, text=form.text.data, now=now(),
                                by=by(nomination))
    told("success", "The board knows now that you have no end code, and will contact you. Keep the letter.")
    return back("proctor.attest_page", sealed=sealed)


@door.get("/attest/<sealed>/refuse")
def refuse_page(sealed: str):
    """For somebody who did not proctor this exam."""
    link, nomination = entered("attest", sealed)
    return page("refuse", link, nomination, sealed, form=DidNotProctor(nomination.name))


@door.post("/attest/<sealed>/refuse")
def refuse(sealed: str):
    """ "I did not proctor this exam": recorded at once, no code needed."""
    link, nomination = entered("attest", sealed)
    form = DidNotProctor(nomination.name)
    if not form.validate():
        return page("refuse", link, nomination, sealed, form=form), 400
    if form.sure.data == "did_not_proctor":
        attestations.refuse(nomination, link, typed_name=form.own_name.data, text=form.text.data, now=now(),
                            by=by(nomination))
    return back("proctor.attest_page", sealed=sealed)
