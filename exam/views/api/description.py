"""The description of the read API: a page for people, and OpenAPI for programs. Both are public."""

import flask

from exam.rules.scopes import EVENTS, SCOPES
from exam.web.problems import ReadApi

door = flask.Blueprint("api_description", __name__)
TITLE = "Examhall: read API"
A_HEADER = {"Webhook-Id": "The id of the message: answer one that came before, and do nothing.",
            "Webhook-Timestamp": "When it was sent, in seconds since 1970. Refuse what is older than five minutes.",
            "Webhook-Signature": "v1= and the HMAC-SHA256, in hexadecimal, of id, timestamp and body, joined by "
                                 "points, under the secret of the webhook."}
A_MESSAGE = {"id": "The same as Webhook-Id.", "sitting_id": "Ask /api/v1/results/{sitting_id} for the result.",
             "release_id": "The release that it is about.", "at": "When it happened."}
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
    for path, methods in document["paths"].items():
        methods["get"]["responses"].pop("default", None)
        methods["get"]["operationId"] = path.removeprefix("/api/v1/").replace("/{sitting_id}", "-of-sitting")
    webhooks = {event: {"post": _told(event, words)} for event, words in EVENTS.items()}
    return {**document, "servers": [{"url": flask.current_app.config["BASE_URL"]}], "webhooks": webhooks}


def _told(event: str, words: str) -> dict:
    """What is sent to a webhook, and what it answers."""
    fields = {name: {"type": "string", "description": said} for name, said in A_MESSAGE.items()}
    message = {"type": "object", "additionalProperties": False, "required": ["event", *fields],
               "properties": {"event": {"const": event}, **fields}}
    return {
        "operationId": event, "summary": words, "tags": ["webhooks"],
        "parameters": [{"in": "header", "name": name, "required": True, "description": said,
                        "schema": {"type": "string"}} for name, said in A_HEADER.items()],
        "requestBody": {"required": True, "content": {"application/json": {"schema": message}}},
        "responses": {"2XX": {"description": "Taken. Any other answer is tried again for five days."}}}
