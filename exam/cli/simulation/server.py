"""The server under simulation: a throw-away house behind real HTTP, and orders that come in by lines of JSON.

Orders move its clock and make the rounds that `flask courier`, `flask sweep` and `flask jobs` make. Everything that a
person does comes by HTTP.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from exam.cli.delivery import deliver_due
from exam.cli.simulation.house import MARK
from exam.cli.simulation.looking import found_by_the_house, sheet_of, staff_called
from exam.cli.simulation.world import prepare
from exam.cli.sweeping import sweep_once
from exam.cli.working import work_off
from exam.database import db
from exam.letters.relay import Answer
from exam.rules.passwords import light_hashes


class QuietHandler(WSGIRequestHandler):
    """Keeps lines open as a real server does, and writes nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an answer goes out in two pieces, and the second one does not wait

    def log_request(self, code="-", size="-") -> None:
        """Nothing is written for a request."""


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, instant: datetime):
        self.instant = instant

    def __call__(self) -> datetime:
        return self.instant


class KeptLetters:
    """Everybody's letter box: what the courier brings is kept until it is asked for."""

    def __init__(self):
        self.letters: list[dict] = []

    def send(self, message, address: str) -> Answer:
        """Take the letter, as the relay of the person's mail would."""
        text = message.get_body(("plain",)).get_content()
        self.letters.append({"to": address, "text": text})
        return Answer("sent")

    def close(self) -> None:
        """Nothing is open."""


def serve(app: Flask, instant: datetime) -> None:
    """Serve until the line of orders ends."""
    clock, box = HandClock(instant), KeptLetters()
    orders = {**orders_for(clock), **_orders_alone(app, clock, box)}
    with served(app, clock) as base, light_hashes():
        app.config["BASE_URL"] = base
        _say({"base": base})
        for line in sys.stdin:
            order = json.loads(line)
            _say(orders[order.pop("do")](**order))
            db.session.remove()


@contextmanager
def served(app: Flask, clock: HandClock) -> Iterator[str]:
    """The application behind HTTP at one more address, with this clock; afterwards its settings are as before.

    Letters and links go on naming the address that people use.
    """
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True
    before = {name: app.config[name] for name in ("CLOCK", "TRUSTED_HOSTS")}
    app.config.update(CLOCK=clock, TRUSTED_HOSTS=[*before["TRUSTED_HOSTS"], "127.0.0.1"])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        app.config.update(before)


def orders_for(clock: HandClock) -> dict[str, Callable]:
    """What a simulation asks of any house beside what its people do at their pages."""
    def move(to: str):
        clock.instant = datetime.fromisoformat(to)

    return {"clock": move, "sweep": lambda: dict(sweep_once(clock())),
            "jobs": lambda: dict(work_off(threading.Event())), "sheet": sheet_of, "staff": staff_called}


def _orders_alone(app: Flask, clock: HandClock, box: KeptLetters) -> dict[str, Callable]:
    """What only a house that is thrown away is asked for."""
    def bring():
        deliver_due(box, threading.Event())
        brought, box.letters = box.letters, []
        return brought

    return {"courier": bring, "prepare": lambda **asked: prepare(app, clock(), **asked),
            "findings": lambda: found_by_the_house(clock())}


def _say(document) -> None:
    print(MARK + json.dumps(document), flush=True)
