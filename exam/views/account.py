"""Signing in and out, passwords, and the second factor."""

import flask

from exam.actions import accounts
from exam.errors import Refused
from exam.forms.account import ChangePassword, ForgottenPassword, NewPassword, OneTimeCode, SignIn
from exam.queries.accounts import account_with_email, account_with_id, living_log_ins
from exam.rules import actors, passwords
from exam.rules.addresses import canonical_email
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_the_account_itself, to_sign_in
from exam.web.identity import actor, forget, remember, signed_in
from exam.web.limits import limit_tries, network
from exam.web.links import opened_link
from exam.web.second_factor import enrolment_address, enrolment_picture, enrolment_secret

door = flask.Blueprint("account", __name__, url_prefix="/account")
DOES_NOT_FIT = "Address and password do not fit together. Check both, or set a new password."
LETTER_GOES = "If there is an account with this address, a letter is on its way to it. Its link works for 2 hours."
HOMES = {"candidate": "candidate.status", "staff": "board_home.overview"}


@door.get("/sign-in")
def sign_in():
    """The form; somebody who is signed in already goes to their own first page."""
    return home() if signed_in() else flask.render_template("account/sign_in.html", form=SignIn())


@door.post("/sign-in")
def sign_in_now():
    """Check address and password; the same words and the same work whether or not the account exists."""
    form = SignIn()
    if not form.validate():
        return flask.render_template("account/sign_in.html", form=form), 400
    limit_tries("sign-in-network", network(), tries=60, minutes=15)
    limit_tries("sign-in-account", f"{canonical_email(form.email.data)}|{network()}", tries=8, minutes=15)
    account = account_with_email(form.email.data)
    if not passwords.fits(form.password.data, account.password_hash if account else None):
        form.password.errors = [DOES_NOT_FIT]
        return flask.render_template("account/sign_in.html", form=form), 400
    remember(accounts.sign_in(account, now=now(), by=_by(account)))
    return home()


def home():
    """Back to the page that asked to sign in, or to the first page of this kind of account."""
    account = signed_in().account
    returning = flask.session.pop("return_to", None)
    if returning and returning.startswith("/") and not returning.startswith("//"):
        return flask.redirect(returning, code=303)
    return back(HOMES[account.kind])


def _by(account):
    return actors.staff(account.id) if account.kind == "staff" else actors.candidate(account.id)


@door.post("/sign-out")
def sign_out():
    """End this log-in on the server and in the cookie."""
    present = signed_in()
    if present:
        accounts.sign_out(present.log_in, now=now(), by=actor())
        forget()
    told("success", "You are signed out.")
    return back("public.home")


@door.get("/set-password/<sealed>", defaults={"purpose": "set-password"})
@door.get("/reset-password/<sealed>", defaults={"purpose": "reset-password"})
def new_password(purpose: str, sealed: str):
    """The form behind a letter's link; opening it spends nothing."""
    opened_link(purpose, sealed)
    return flask.render_template("account/new_password.html", form=NewPassword(), first=purpose == "set-password")


@door.post("/set-password/<sealed>", defaults={"purpose": "set-password"})
@door.post("/reset-password/<sealed>", defaults={"purpose": "reset-password"})
def set_password(purpose: str, sealed: str):
    """Set the password, and go on to sign in with it."""
    link, form = opened_link(purpose, sealed), NewPassword()
    account = account_with_id(link.account_id)
    if not (form.validate() and _is_good(form, account)):
        return flask.render_template("account/new_password.html", form=form, first=purpose == "set-password"), 400
    accounts.set_password(link, account, form.password.data, now=now(), by=_by(account))
    forget()
    told("success", "Your password is set. Sign in with it now.")
    return back("account.sign_in")


def _is_good(form, account) -> bool:
    personal = (*account.name.split(), account.email.split("@")[0], "examhall")
    form.password.errors = passwords.faults_of(form.password.data, personal=personal,
                                               with_factor=account.kind == "staff" or bool(account.totp_secret))
    return not form.password.errors


@door.get("/forgotten-password")
def forgotten_password():
    """Ask for a letter with a link."""
    return flask.render_template("account/forgotten_password.html", form=ForgottenPassword())


@door.post("/forgotten-password")
def ask_password_reset():
    """The answer is the same whether or not the address is known (T48)."""
    form = ForgottenPassword()
    if not form.validate():
        return flask.render_template("account/forgotten_password.html", form=form), 400
    limit_tries("reset-network", network(), tries=20, minutes=60)
    limit_tries("reset-account", canonical_email(form.email.data), tries=3, minutes=60)
    account = account_with_email(form.email.data)
    if account is not None:
        accounts.ask_password_reset(account, now=now(), by=actors.system("account-page"))
    told("info", LETTER_GOES)
    return back("account.sign_in")


@door.get("/second-factor")
def second_factor():
    """Type a code; or, the first time, set the factor up."""
    present = signed_in()
    if present is None:
        return to_sign_in()
    return _factor_page(present, OneTimeCode())


@door.post("/second-factor")
def show_second_factor():
    """Check the code; the first good one also sets the factor up."""
    present, form = signed_in(), OneTimeCode()
    if present is None:
        return to_sign_in()
    limit_tries("second-factor", present.account.id, tries=8, minutes=10)
    if form.validate():
        try:
            _spend(present, form.code.data)
            return home()
        except Refused as refused:
            form.code.errors = list(refused.sentences)
    return _factor_page(present, form), 400


def _spend(present, typed: str) -> None:
    if present.account.totp_secret is None:
        accounts.set_up_second_factor(present.log_in, enrolment_secret(present), typed, now=now(), by=actor())
    else:
        accounts.show_second_factor(present.log_in, typed, now=now(), by=actor())


def _factor_page(present, form):
    if present.account.totp_secret is not None:
        return flask.render_template("account/second_factor.html", form=form)
    return flask.render_template("account/second_factor_set_up.html", form=form, secret=enrolment_secret(present),
                                 picture=enrolment_picture(enrolment_address(present)))


@door.get("")
@for_the_account_itself
def own():
    """One's own account: address, password, second factor, other places where one is signed in."""
    return _own_page(signed_in(), ChangePassword())


def _own_page(present, form):
    others = len(living_log_ins(present.account.id)) - 1
    return flask.render_template("account/own.html", form=form, others=others)


@door.post("/password")
@for_the_account_itself
def change_password():
    """A new password, after the old one was typed once more."""
    present, form = signed_in(), ChangePassword()
    limit_tries("change-password", present.account.id, tries=8, minutes=15)
    if not (form.validate() and _old_fits(form, present.account) and _is_good(form, present.account)):
        return _own_page(present, form), 400
    accounts.change_password(present.log_in, form.password.data, now=now(), by=actor())
    told("success", "Your password was changed. Other places where you were signed in are signed out.")
    return back("account.own")


def _old_fits(form, account) -> bool:
    good = passwords.fits(form.old.data, account.password_hash)
    form.old.errors = [] if good else ["This is not your password until now."]
    return good


@door.post("/end-other-log-ins")
@for_the_account_itself
def end_other_log_ins():
    """Sign out everywhere else."""
    accounts.end_other_log_ins(signed_in().log_in, now=now(), by=actor())
    told("success", "You are signed out everywhere else.")
    return back("account.own")
