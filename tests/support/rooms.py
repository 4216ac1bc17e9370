"""A candidate's browser inside the exam room: it holds the pass, reads the page and sends what the page would."""

import json
import re

import flask
from flask import Flask
from flask.testing import FlaskClient

from exam.models import Sitting
from exam.web.room_pass import give_pass, opened

FACTS = re.compile(r'<script type="application/json" id="room-facts">(.*?)</script>', re.DOTALL)
FIELD = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')


class Room:
    """One device in the room. A device that shares a client with another is a second tab of it."""

    def __init__(self, app: Flask, sitting: Sitting, client: FlaskClient | None = None):
        self.app, self.client = app, client or app.test_client()
        self.sitting_id = sitting.id
        self.options = {row.position: [opaque for opaque, _ in row.options] for row in sitting.positions}
        if client is None:
            self.let_in(sitting)

    def let_in(self, sitting: Sitting) -> None:
        """What the candidate's page does after a right code."""
        with self.app.test_request_context():
            cookie = give_pass(flask.Response(), sitting).headers["Set-Cookie"]
        name, _, value = cookie.split(";")[0].partition("=")
        self.client.set_cookie(name, value)

    @property
    def token(self) -> str:
        return opened(self.cookie, (self.app.config["SECRET_KEY"], *self.app.config["SECRET_KEY_FALLBACKS"])).token

    @property
    def cookie(self) -> str:
        return self.client.get_cookie(self.app.config["ROOM_COOKIE_NAME"]).value

    def page(self) -> str:
        return self.client.get("/room").get_data(as_text=True)

    def facts(self) -> dict:
        return json.loads(FACTS.search(self.page())[1])

    def hidden(self, address: str = "/room") -> dict[str, str]:
        """The hidden fields of the first form on a page."""
        return dict(FIELD.findall(self.client.get(address).get_data(as_text=True)))

    def post(self, address: str, **fields):
        return self.client.post(f"/room/{address}", data={**self.hidden(), **fields})

    def answer_all(self):
        """The first choice of every question, saved with the button."""
        return self.post("answers", **{f"choice-{position}": options[0] for position, options in self.options.items()})

    def event(self, seq: int, position: int, option: int | None = 0, flagged: bool = False) -> dict:
        choice = None if option is None else self.options[position][option]
        return {"seq": seq, "position": position, "choice": choice, "flagged": flagged, "elapsed": 1000 * seq}

    def save(self, *events: dict, lease: int = 1, token: str | None = None):
        """A save of the page's script."""
        headers = {"X-Room-Token": token if token is not None else self.token}
        return self.client.post("/room/save", json={"lease": lease, "events": list(events)}, headers=headers)
