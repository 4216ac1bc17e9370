"""Pages of the room audience."""

import flask

door = flask.Blueprint("room", __name__)
