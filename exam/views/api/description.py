"""The description of the read API: a page for people, and OpenAPI for programs. Both are public."""

import flask

from exam.rules.scopes import EVENTS, SCOPES
from exam.web.problems import ReadApi

door = flask.Blueprint("api_description", __name__)
TITLE = "Examhall: read API"
TOKEN = {"type": "http", "scheme": "bearer", "description": "A token that a member of staff made: exh_..."}


def described(app: flask.Flask) -> ReadApi:
    """The API of this app, before its doors are hung in."""
    api = ReadApi(spec_kwargs={"title": TITLE, "version": "1", "openapi_version": "3.1.0"})
    api.init_app(app)
    api.spec.components.security_scheme("token", TOKEN)
    app.extensions["examhall_read_api"] = api
    return api


@door.get("/api/openapi.json")
def openapi():
    """OpenAPI 3.1."""
    return _document()


@door.get("/api")
def page():
    """The same in words."""
    paths = [(path, facts["get"]) for path, facts in _document()["paths"].items()]
    return flask.render_template("public/api.html", paths=paths, scopes=SCOPES, events=EVENTS)


def _document() -> dict:
    document = flask.current_app.extensions["examhall_read_api"].spec.to_dict()
    for path in document["paths"].values():
        path["get"]["responses"].pop("default", None)
    return document
