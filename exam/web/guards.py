"""The guards at the doors: who may enter at all, and which permission a page of the board asks for."""

from collections.abc import Callable
from functools import wraps

import flask

from exam.errors import NotAllowed, NotFound
from exam.queries.accounts import candidate_of
from exam.rules.conflicts import TRAINS
from exam.rules.permissions import SHOWS_LIVE_ITEMS
from exam.web.answers import back
from exam.web.declared import refuse_undeclared
from exam.web.identity import actor, role_holds, signed_in, trains
from exam.web.logs import viewed_by


def for_candidates(door: flask.Blueprint) -> None:
    """Every page of this door needs a signed-in candidate; `flask.g.candidate` is then that person."""
    door.before_request(_candidate_or_away)


def for_staff(door: flask.Blueprint) -> None:
    """Every page of this door needs signed-in staff who have shown their second factor."""
    door.before_request(_staff_or_away)


def for_the_account_itself(view: Callable) -> Callable:
    """A view for whoever is signed in, with the second factor shown where one is asked for."""
    @wraps(view)
    def inner(*values, **named):
        return _anybody_or_away() or view(*values, **named)
    return inner


def needs(permission: str) -> Callable:
    """A view that only roles with this permission may open, and in which only who has declared their ties acts."""
    def guarded(view: Callable) -> Callable:
        @wraps(view)
        def inner(*values, **named):
            if not role_holds(permission):
                raise NotAllowed(permission, TRAINS if permission in SHOWS_LIVE_ITEMS and trains() else "")
            refuse_undeclared(permission)
            return view(*values, **named)
        inner.needed_permission = permission
        return inner
    return guarded


def _candidate_or_away():
    present = signed_in()
    if present is None:
        return to_sign_in()
    if present.account.kind != "candidate":
        raise NotAllowed("this page is for candidates")
    if _factor_waits(present):
        return back("account.second_factor")
    flask.g.candidate = candidate_of(present.account)
    if flask.g.candidate is None:
        raise NotFound("no candidate belongs to this account")
    return None


def _staff_or_away():
    present = signed_in()
    if present is None:
        return to_sign_in()
    if present.account.kind != "staff":
        raise NotFound("this page is for staff")
    viewed_by(actor())
    return back("account.second_factor") if present.log_in.second_factor_at is None else None


def _anybody_or_away():
    present = signed_in()
    if present is None:
        return to_sign_in()
    return back("account.second_factor") if _factor_waits(present) else None


def _factor_waits(present) -> bool:
    asked = present.account.kind == "staff" or present.account.totp_secret is not None
    return asked and present.log_in.second_factor_at is None


def to_sign_in():
    """Ask to sign in and come back to this page afterwards; the way back stands in the sealed cookie, not in a URL."""
    if flask.request.method == "GET":
        flask.session["return_to"] = flask.request.path
    return back("account.sign_in")
