"""Structured logs, one JSON object a line: which door, how it ended, how long. No name, answer, link or code.

Where staff or a machine looks, the line also says who, and at what: the ids in the address. So each view of a person's
file is on record, though looking changes nothing (C27). `flask audit views` finds those of one person.
"""

import logging
import secrets
import sys
import time

import flask
import structlog
from flask import Flask, request

CONTROL = {number: f"\\x{number:02x}" for number in (*range(32), 127)}

LONGEST_ID = 60


class StandardError:
    """Wherever standard error leads at the moment of writing."""

    def write(self, text: str) -> None:
        """Write there."""
        sys.stderr.write(text)

    def flush(self) -> None:
        """Push it out."""
        sys.stderr.flush()


def _without_control_characters(_logger, _method, event: dict) -> dict:
    """A forged line break must not look like a second entry (T53)."""
    return {key: value.translate(CONTROL) if isinstance(value, str) else value
            for key, value in event.items()}


def set_up_logs(app: Flask) -> None:
    """One line for each request. The address is named by its endpoint, because addresses carry sealed links."""
    level = getattr(logging, app.config["LOG_LEVEL"].upper(), logging.INFO)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                    _without_control_characters, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=StandardError()), cache_logger_on_first_use=False)
    log = structlog.get_logger("examhall.requests")

    @app.before_request
    def begin() -> None:
        flask.g.request_id = secrets.token_hex(6)
        flask.g.began = time.perf_counter()

    @app.after_request
    def end(answer):
        taken = time.perf_counter() - flask.g.get("began", time.perf_counter())
        log.info("request", request_id=flask.g.get("request_id", ""), method=request.method,
                 door=request.endpoint or "none", status=answer.status_code, ms=round(taken * 1000, 1), **_view())
        return answer


def viewed_by(who) -> None:
    """The line of this request says who looked and at what. Never at a door whose addresses carry sealed links."""
    flask.g.viewed_by = str(who)


def _view() -> dict:
    if "viewed_by" not in flask.g:
        return {}
    ids = {name: str(value)[:LONGEST_ID] for name, value in (request.view_args or {}).items()}
    return {"by": flask.g.viewed_by, "of": ids}
