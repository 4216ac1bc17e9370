"""Pages of the proctor audience."""

import flask

door = flask.Blueprint("proctor", __name__)
