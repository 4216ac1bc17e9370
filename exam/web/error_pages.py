"""The one map from everything that can go wrong to the page a person sees."""

from pathlib import Path
from traceback import extract_tb

import flask
import structlog
from flask import Flask, render_template
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from exam import errors
from exam.web.problems import problem, sentences_about_arguments, wants_problem

PAGES = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.Refused: 409,
    errors.LinkBroken: 404,
    errors.LinkTrouble: 410,
    errors.TooMany: 429,
    errors.NotSaved: 503,
    OperationalError: 503,
    PoolExhausted: 503,
}
OF_ITS_OWN = {errors.NotDeclared: "not_declared"}  # a page that says more than the page of its number
KNOWN = (400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503)
OLD_PAGE = ("This page was open for too long, or was opened before you signed in. Go back, load the page again, "
            "and send it once more.")
LINK_SENTENCES = {
    errors.LinkExpired: "This link has run out. Ask the board for a new one; it takes only a moment.",
    errors.LinkDead: "This link is no longer in use. A newer letter may have come, or somebody else was asked.",
    errors.LinkUsed: "This link has done its work. There is nothing more to do here.",
    errors.LinkBroken: "This link is not complete. Open it from the letter again, or copy the whole address.",
}
MANY_BROKEN = ("Many links that are not ours were tried just now, so this one was not looked at for long. A whole link "
               "from a letter opens at once, also now.")

log = structlog.get_logger("examhall.errors")


def set_up_error_pages(app: Flask) -> None:
    """Answer every error with a page for people, or with JSON where a script asked."""
    for kind, code in PAGES.items():
        app.register_error_handler(kind, _answer(code))
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(Exception, _answer(500))


def _answer(code: int):
    def answer(trouble: Exception):
        if code >= 500:
            log.error("failed", kind=type(trouble).__name__, frames=_frames(trouble))
        page, status = _page(code, _sentences_of(trouble), OF_ITS_OWN.get(type(trouble), str(code)))
        page.status_code = status
        if isinstance(trouble, errors.TooMany):
            page.headers["Retry-After"] = str(trouble.retry_after_seconds)
        return page
    return answer


def _frames(trouble: Exception) -> list[str]:
    """Where it happened, without the message: messages repeat values that people typed (T53)."""
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(trouble.__traceback__)]


def _http_page(trouble: HTTPException):
    if trouble.response is not None:
        return trouble.response
    code = trouble.code if trouble.code in KNOWN else (400 if trouble.code < 500 else 500)
    sentences = (OLD_PAGE,) if "CSRF" in str(trouble.description) else tuple(sentences_about_arguments(trouble))
    page, _ = _page(code, sentences, str(code))
    page.status_code = trouble.code
    for name, value in trouble.get_headers():
        if name in ("Allow", "Retry-After", "WWW-Authenticate"):
            page.headers[name] = value
    return page


def _sentences_of(trouble: Exception) -> tuple[str, ...]:
    if isinstance(trouble, errors.Refused):
        return trouble.sentences
    if isinstance(trouble, errors.NotAllowed) and trouble.sentence:
        return (trouble.sentence,)
    if isinstance(trouble, errors.LinkTrouble):
        return (LINK_SENTENCES[type(trouble)],)
    if isinstance(trouble, errors.GuessedLinks):
        return (LINK_SENTENCES[errors.LinkBroken], MANY_BROKEN)
    if isinstance(trouble, errors.TooMany):
        return (f"Too many tries. Please wait {_wait(trouble.retry_after_seconds)} and try again.",)
    return ()


def _wait(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 90 else f"{-(-seconds // 60)} minutes"


def _page(code: int, sentences: tuple[str, ...], template: str):
    reference = flask.g.get("request_id", "") if code >= 500 else ""
    if wants_problem():
        return problem(code, sentences, reference), code
    if flask.request.accept_mimetypes.best == "application/json":
        return flask.make_response({"error": code, "sentences": list(sentences), "reference": reference}), code
    html = render_template(f"errors/{template}.html", sentences=sentences, reference=reference)
    return flask.make_response(html), code
