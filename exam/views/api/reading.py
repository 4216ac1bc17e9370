"""The doors of the read API: released results, published exam forms, approved questions. GET only."""

import re

import flask
from marshmallow import RAISE

from exam.errors import NotFound
from exam.queries.api import forms_after, items_after, results_after, results_of_sitting, void_since
from exam.queries.tokens import may_read
from exam.views.api import schemas
from exam.web.api_access import let_in, needs_scope, present_token
from exam.web.clock import now
from exam.web.problems import PROBLEM, Door

door = Door("api", __name__, url_prefix="/api/v1", description="What machines may read")
door.before_request(let_in)
AN_ID = re.compile("[a-z2-7]{26}")
WRONG = {400: "An argument does not fit, or is unknown.", 401: "There is no token, or it opens nothing (any more).",
         403: "The token, or the role of its owner, may not read this.", 404: "There is no such released result.",
         429: "More requests than one minute allows."}


def reading(scope: str, arguments, answer):
    """A view that is asked these arguments and no other, needs this scope, and answers so; all of it is described."""
    def made(view):
        for code, words in WRONG.items():
            view = door.alt_response(code, schema=schemas.Problem, content_type=PROBLEM, description=words)(view)
        view = door.alt_response(304, description="Nothing changed since the ETag that was sent.")(view)
        view = door.response(200, answer, description="One page.")(view)
        view = door.arguments(arguments, location="query", unknown=RAISE)(view)
        return needs_scope(scope)(door.doc(security=[{"token": [scope]}])(view))
    return made


@door.after_request
def told_apart(answer: flask.Response) -> flask.Response:
    """Whoever holds this answer already gets it no second time, and nobody on the way keeps it."""
    answer.headers["Cache-Control"] = "private, no-cache"
    if answer.status_code == 200:
        answer.add_etag(weak=True)
        answer.make_conditional(flask.request)
    return answer


@door.get("/results")
@reading("results:read", schemas.AfterRelease, schemas.Results)
def results(asked: dict):
    """Released results in the order of their releases; corrections come as new ones that supersede."""
    return results_after(asked["after"], limit=asked["limit"], program_id=asked["program"], now=now())


@door.get("/results/<sitting_id>")
@reading("results:read", schemas.Nothing, schemas.Results)
def result(_asked: dict, sitting_id: str):
    """The results of one sitting: the first one and its corrections."""
    if not AN_ID.fullmatch(sitting_id):
        raise NotFound("no such sitting")
    return results_of_sitting(sitting_id, now=now())


@door.get("/void-results")
@reading("results:read", schemas.AfterNumber, schemas.VoidResults)
def void(asked: dict):
    """Released results that do not count any more because their sitting became void."""
    return void_since(asked["after"])


@door.get("/exam-forms")
@reading("forms:read", schemas.AfterCode, schemas.Forms)
def exam_forms(asked: dict):
    """Published exam forms, without their questions."""
    return forms_after(asked["after"], limit=asked["limit"])


@door.get("/items")
@reading("items:read", schemas.AfterCode, schemas.Questions)
def items(asked: dict):
    """Approved questions; their keys need the scope items:keys besides."""
    return items_after(asked["after"], limit=asked["limit"], with_keys=may_read(present_token(), "items:keys"))
