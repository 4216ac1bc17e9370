"""Who is signed in: the cookie holds a secret, the server a row that can be ended at any moment."""

import flask
import flask_login
from flask import Flask

from exam.errors import NotFound
from exam.models import Account, LogIn
from exam.queries.accounts import living_log_in
from exam.queries.conflicts import trains_candidates
from exam.rules import actors
from exam.rules.actors import Actor
from exam.rules.passwords import log_in_digest
from exam.rules.permissions import SHOWS_LIVE_ITEMS, holds
from exam.web.clock import now

IDLE_SECONDS = {"candidate": 12 * 3600, "staff": 3600}
SEEN_EVERY_SECONDS = 60


class SignedIn(flask_login.UserMixin):
    """What flask-login carries: one log-in and the account behind it."""

    def __init__(self, log_in: LogIn, secret: str):
        self.log_in, self.account, self.secret = log_in, log_in.account, secret

    def get_id(self) -> str:
        """What stands in the cookie: the secret of this one log-in, never the account's id."""
        return self.secret


def _load(secret: str) -> SignedIn | None:
    log_in = living_log_in(log_in_digest(secret), now=now(), lifetime=flask.current_app.permanent_session_lifetime)
    if log_in is None or _idle_for_too_long(log_in.account.kind):
        return None
    return SignedIn(log_in, secret)


def _idle_for_too_long(kind: str) -> bool:
    """Idleness is kept in the cookie, because reading a page must not write to the database."""
    seen, present = flask.session.get("seen", 0), int(now().timestamp())
    if present - seen > IDLE_SECONDS[kind]:
        return True
    if abs(present - seen) >= SEEN_EVERY_SECONDS:
        flask.session["seen"] = present
    return False


def remember(secret: str) -> None:
    """Start a fresh cookie for this log-in: nothing of the visitor before it survives."""
    returning = flask.session.get("return_to")
    flask.session.clear()
    flask.session["seen"] = int(now().timestamp())
    if returning:
        flask.session["return_to"] = returning
    signed_in = _load(secret)
    flask_login.login_user(signed_in)


def forget() -> None:
    """Empty the cookie."""
    flask_login.logout_user()
    flask.session.clear()


def signed_in() -> SignedIn | None:
    """The present log-in, or None for a visitor. Letters are written by commands too, outside of any request."""
    if not flask.has_request_context():
        return None
    present = flask_login.current_user
    return present._get_current_object() if present.is_authenticated else None


def current_account() -> Account:
    """The account that is signed in. Raises NotFound for a visitor: guards stand before every page that asks."""
    present = signed_in()
    if present is None:
        raise NotFound("nobody is signed in")
    return present.account


def actor() -> Actor:
    """Who acts, as the audit trail knows them."""
    account = current_account()
    return actors.staff(account.id) if account.kind == "staff" else actors.candidate(account.id)


def role_holds(permission: str) -> bool:
    """Whether the signed-in account's roles hold this permission; no for candidates and visitors.

    Whoever trains candidates holds nothing that shows live items (C13).
    """
    present = signed_in()
    if present is None or not holds(present.account.role_names, permission):
        return False
    return not (permission in SHOWS_LIVE_ITEMS and trains())


def trains() -> bool:
    """Whether the person who is signed in trains candidates; asked once for each request."""
    if "trains" not in flask.g:
        flask.g.trains = trains_candidates(current_account().id)
    return flask.g.trains


def set_up_identity(app: Flask) -> None:
    """Let flask-login find the log-in behind the cookie."""
    keeper = flask_login.LoginManager(app)
    keeper.session_protection = None
    keeper.user_loader(_load)
