"""How the read API says that something is wrong: problem details (RFC 9457), with sentences and without internals."""

import json
from collections.abc import Sequence
from http import HTTPStatus

import flask
from flask_smorest import Api, Blueprint
from webargs.flaskparser import FlaskParser

PREFIX = "/api/"
PROBLEM = "application/problem+json"
WHAT_TO_DO = {401: "Send a token that is in use, as: Authorization: Bearer exh_...",
              403: "This token may not read this: its scopes and its owner's roles decide. /api names the scopes.",
              404: "There is nothing at this address. /api names the addresses.", 405: "Everything is asked with GET.",
              429: "Too many requests in one minute. Come back after the seconds that Retry-After names."}


def wants_problem() -> bool:
    """Whether this request is one of the API's."""
    return flask.request.path.startswith(PREFIX)


def problem(code: int, sentences: Sequence[str], reference: str = "") -> flask.Response:
    """The answer that a program can read."""
    said = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code,
            "detail": " ".join(sentences) or WHAT_TO_DO.get(code, "")}
    return flask.Response(json.dumps(said | ({"instance": f"urn:examhall:{reference}"} if reference else {})),
                          status=code, content_type=PROBLEM)


def sentences_about_arguments(trouble) -> list[str]:
    """Which argument was refused and why, without what it held."""
    messages = getattr(trouble, "data", {}).get("messages", {})
    return [f"{name}: {sentence}" for place in messages.values() for name, sentences in sorted(place.items())
            for sentence in sentences]


class StrictParser(FlaskParser):
    """What does not fit is a bad request."""

    DEFAULT_VALIDATION_STATUS = 400


class Door(Blueprint):
    """A part of the API; what it is asked is checked strictly."""

    ARGUMENTS_PARSER = StrictParser()


class ReadApi(Api):
    """The description of the API. Errors are answered where all errors are, and its file by a view of ours."""

    def _register_error_handlers(self) -> None:
        """exam/web/error_pages.py answers."""

    def _register_doc_blueprint(self) -> None:
        """exam/views/api/description.py answers."""
