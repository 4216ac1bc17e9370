"""Pages of the demo audience."""

import flask

door = flask.Blueprint("demo", __name__)
