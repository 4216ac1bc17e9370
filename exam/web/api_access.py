"""Who may read through the API: a token in the Authorization header, and nothing else. No cookie is read or set.

Reading changes nothing, so how often a token reads is counted in the memory of each serving process, and the day of
its last use is noted by the process's pulse.
"""

from collections.abc import Callable
from functools import wraps

import flask
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from exam.errors import NotAllowed
from exam.models import ApiToken
from exam.queries.tokens import living_token, may_read
from exam.web.clock import now
from exam.web.counting import counts_of
from exam.web.limits import network
from exam.web.logs import viewed_by

READS, WRONG_TOKENS = 600, 30  # a minute


def let_in() -> None:
    """Find the token before anything else is looked at."""
    counts, instant = counts_of(flask.current_app), now()
    sent = flask.request.authorization
    is_bearer = sent is not None and sent.type == "bearer" and sent.token is not None
    token = living_token(sent.token, instant) if is_bearer else None
    if token is None:
        counts.one_more(f"wrong {network()}", WRONG_TOKENS, instant.timestamp())
        raise Unauthorized("Send a token that is in use as: Authorization: Bearer exh_...",
                           www_authenticate=WWWAuthenticate("bearer", {"realm": "Examhall"}))
    counts.one_more(token.id, READS, instant.timestamp())
    counts.used[token.id] = instant.date()
    flask.g.api_token = token
    viewed_by(f"api_token:{token.id}")


def present_token() -> ApiToken:
    """The token of this request."""
    return flask.g.api_token


def needs_scope(scope: str) -> Callable:
    """A view that only tokens with this scope may read, while their owner's roles allow it."""
    def guarded(view: Callable) -> Callable:
        @wraps(view)
        def inner(*values, **named):
            if not may_read(present_token(), scope):
                raise NotAllowed(scope)
            return view(*values, **named)
        return inner
    return guarded
