"""The short way for saves: what a page of ours sends is answered before the rest of the application wakes up.

A save happens hundreds of times a second and needs no log-in, no template and no form. Only requests that pass
every check are answered here. Whatever looks odd (no pass, another token, another site, another host, a body that
is too long, any trouble) goes on to the application, which asks the same again and answers, logs and measures it.
"""

import io
import json
import time
from urllib.parse import urlsplit

from flask import Flask

from exam.database import db
from exam.errors import NotSaved
from exam.web.measures import Measures
from exam.web.room_pass import Pass, fits, opened
from exam.web.room_replies import NOT_SAVED, saved_from, told

PATH, ENDPOINT = "/room/save", "room.save_events"
LONGEST_BODY = 128 * 1024
STATUS = {200: "200 OK", 400: "400 Bad Request", 503: "503 Service Unavailable"}
HEADERS = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
           ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
           ("Referrer-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin")]


class SaveDoor:
    """WSGI in front of the application, for one address."""

    def __init__(self, app: Flask, inner):
        self.app, self.inner, self.settings = app, inner, app.config
        self.cookie = f"{app.config['ROOM_COOKIE_NAME']}="
        self.own = urlsplit(app.config["BASE_URL"]).netloc
        measures: Measures = app.extensions["examhall_measures"]
        self.answered = {status: measures.requests.labels(ENDPOINT, status) for status in STATUS}
        self.seconds = measures.seconds.labels(ENDPOINT)
        with app.app_context():
            self.engine = db.engine
        strict = [("Strict-Transport-Security", "max-age=31536000; includeSubDomains")]
        self.headers = HEADERS + (strict if app.config["SECURE_COOKIES"] else [])

    def __call__(self, environ, start_response):
        """Answer a save that is beyond doubt; pass everything else on."""
        if environ["PATH_INFO"] != PATH or (held := self._let_in(environ)) is None:
            return self.inner(environ, start_response)
        began = time.perf_counter()
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        status, reply = self._answer(held, body)
        if reply is None:
            # Sent twice, a save does no harm: the application does it again and says what is wrong.
            environ["wsgi.input"] = io.BytesIO(body)
            return self.inner(environ, start_response)
        self.answered[status].inc()
        self.seconds.observe(time.perf_counter() - began)
        content = json.dumps(reply, separators=(",", ":")).encode()
        start_response(STATUS[status], [*self.headers, ("Content-Length", str(len(content)))])
        return [content]

    def _answer(self, held: Pass, body: bytes) -> tuple[int, dict | None]:
        now = self.settings["CLOCK"]()
        try:
            saved = saved_from(held, body, now, self.engine)
        except NotSaved:
            return 503, {"sentence": NOT_SAVED}
        except Exception:
            return 500, None
        if saved.is_over:
            return 500, None
        return (400 if saved.refused else 200), told(saved, now)

    def _let_in(self, environ) -> Pass | None:
        if environ["REQUEST_METHOD"] != "POST" or not self._is_from_here(environ):
            return None
        if not environ.get("CONTENT_LENGTH", "").isdecimal() or int(environ["CONTENT_LENGTH"]) > LONGEST_BODY:
            return None
        sealed = self._cookie_in(environ.get("HTTP_COOKIE", ""))
        keys = (self.settings["SECRET_KEY"], *self.settings["SECRET_KEY_FALLBACKS"])
        held = opened(sealed, keys) if sealed else None
        return held if held and fits(held, environ.get("HTTP_X_ROOM_TOKEN", "")) else None

    def _is_from_here(self, environ) -> bool:
        host = environ.get("HTTP_HOST", "")
        if host.partition(":")[0] not in self.settings["TRUSTED_HOSTS"]:
            return False
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            return False
        origin = environ.get("HTTP_ORIGIN")
        return origin is None or origin.partition("://")[2] in (host, self.own)

    def _cookie_in(self, header: str) -> str:
        for part in header.split(";"):
            if part.strip().startswith(self.cookie):
                return part.strip().removeprefix(self.cookie)
        return ""


def set_up_save_door(app: Flask) -> None:
    """Hang the door in front of the application."""
    app.wsgi_app = SaveDoor(app, app.wsgi_app)
