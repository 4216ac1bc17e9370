"""Pages of the account audience."""

import flask

door = flask.Blueprint("account", __name__)
