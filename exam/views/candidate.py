"""Pages of the candidate audience."""

import flask

door = flask.Blueprint("candidate", __name__)
