"""Counts and times for Prometheus, by door and outcome; never by person."""

import time

import flask
from flask import Flask, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from exam.queries.outbox import letter_counts, oldest_waiting
from exam.web.clock import now

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """The instruments of one application."""

    def __init__(self):
        self.registry = CollectorRegistry()
        self.requests = Counter("examhall_requests", "Answers by door and status.", ["door", "status"],
                                registry=self.registry)
        self.seconds = Histogram("examhall_request_seconds", "Time to answer, by door.", ["door"], buckets=BUCKETS,
                                 registry=self.registry)
        self.letters = Gauge("examhall_letters", "Letters by state.", ["state"], registry=self.registry)
        self.waiting = Gauge("examhall_oldest_letter_seconds", "How long the oldest waiting letter has been waiting.",
                             registry=self.registry)

    def text(self) -> bytes:
        """Everything in Prometheus's own format; the outbox is counted at this moment."""
        for state, number in letter_counts().items():
            self.letters.labels(state).set(number)
        self.waiting.set(oldest_waiting(now()).total_seconds())
        return generate_latest(self.registry)


def measures() -> Measures:
    """The instruments of the running application."""
    return flask.current_app.extensions["examhall_measures"]


def set_up_measures(app: Flask) -> None:
    """Measure every request that reaches the application."""
    app.extensions["examhall_measures"] = instruments = Measures()

    @app.before_request
    def begin() -> None:
        flask.g.measured_from = time.perf_counter()

    @app.after_request
    def end(answer):
        door = request.endpoint or "none"
        instruments.requests.labels(door, answer.status_code).inc()
        instruments.seconds.labels(door).observe(time.perf_counter() - flask.g.get("measured_from",
                                                                                    time.perf_counter()))
        return answer
