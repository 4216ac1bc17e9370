"""Pages of the public audience."""

import flask

door = flask.Blueprint("public", __name__)
