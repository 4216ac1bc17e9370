"""The room's own cookie: it names the sitting and the device, and no log-in, deploy or change of network ends it.

Sealed without a timestamp, because a clock that is set back must end no exam, and opened under older secrets
too. The room's token for forms is derived from the secret inside, so it lives exactly as long as the cookie.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache

import flask
from itsdangerous import BadSignature, URLSafeSerializer

from exam.errors import NotAllowed, NotFound
from exam.models import Sitting
from exam.queries.room import sitting_of
from exam.web.secret_keys import secret_keys

SALT = "examhall-room-pass-1"
TOKEN_FIELD, TOKEN_HEADER = "room_token", "X-Room-Token"
ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Pass:
    """What the cookie says: which sitting, with which lease this device was let in, and its secret."""

    sitting_id: str
    device: int
    secret: str
    token: str  # what every form and every save of this device carries


def give_pass(response: flask.Response, sitting: Sitting) -> flask.Response:
    """Let this device into the room. A device that was in it keeps its secret, so that open pages stay good."""
    before = pass_held()
    secret = before.secret if before and before.sitting_id == sitting.id else secrets.token_urlsafe(18)
    sealed = _sealer(tuple(secret_keys())).dumps([sitting.id, sitting.device_epoch, secret])
    settings = flask.current_app.config
    response.set_cookie(settings["ROOM_COOKIE_NAME"], sealed, max_age=ONE_YEAR, path="/", httponly=True,
                        samesite="Lax", secure=settings["SECURE_COOKIES"])
    return response


def pass_held() -> Pass | None:
    """The pass of this request, or None: no cookie, or not one of ours."""
    sealed = flask.request.cookies.get(flask.current_app.config["ROOM_COOKIE_NAME"])
    return opened(sealed, tuple(secret_keys())) if sealed else None


def pass_or_away() -> Pass:
    """The pass of this request. Raises NotFound for a browser that was never let in."""
    held = pass_held()
    if held is None:
        raise NotFound("this browser has no exam open")
    return held


def sitting_in_pass() -> Sitting:
    """The sitting that this browser was let into. Raises NotFound when there is none."""
    return sitting_of(pass_or_away().sitting_id)


def ask_for_token() -> None:
    """Before every request to the room that may change something: the token of this device's pass (T45)."""
    if flask.request.method in ("GET", "HEAD", "OPTIONS"):
        return
    held = pass_held()
    given = flask.request.headers.get(TOKEN_HEADER) or flask.request.form.get(TOKEN_FIELD, "")
    if held is None or not fits(held, given):
        raise NotAllowed("this page does not belong to an exam that is open in this browser")


def fits(held: Pass, given: str) -> bool:
    """Whether the token is the one of this pass."""
    return hmac.compare_digest(held.token.encode(), given.encode())


@lru_cache(maxsize=16_384)
def opened(sealed: str, keys: tuple[str, ...]) -> Pass | None:
    """The pass under a seal of ours; None for anything else. The same seal always opens to the same pass."""
    try:
        sitting_id, device, secret = _sealer(keys).loads(sealed)
    except (BadSignature, ValueError, TypeError):
        return None
    token = hmac.new(secret.encode(), b"examhall-room-token-1", hashlib.sha256).hexdigest()[:32]
    return Pass(sitting_id, device, secret, token)


@lru_cache(maxsize=8)
def _sealer(keys: tuple[str, ...]) -> URLSafeSerializer:
    # itsdangerous signs with the last key and opens with any.
    return URLSafeSerializer([*reversed(keys)], salt=SALT,
                             signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"})
