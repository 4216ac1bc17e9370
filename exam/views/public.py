"""Pages that anybody may open: the start, help, privacy, accessibility; health and measures for machines."""

import hmac

import flask

from exam.queries.health import is_ready
from exam.queries.letters import letter_with_reference
from exam.rules.references import veiled
from exam.web.clock import now
from exam.web.counting import counts_of
from exam.web.limits import network
from exam.web.measures import measures
from exam.web.signing_keys import known_public_keys

door = flask.Blueprint("public", __name__)
CHECKS = 20  # of references, a minute from one network


@door.get("/")
def home():
    """What this is, and where each of the three kinds of people goes on."""
    return flask.render_template("public/home.html")


@door.get("/help")
def help_page():
    """Whom to ask, and what to do when something goes wrong."""
    return flask.render_template("public/help.html")


@door.get("/letter")
def letter():
    """Whether a letter is from the board: its reader types the reference that stands at its end (T17)."""
    typed = flask.request.args.get("reference", "").strip()[:40]
    if typed:
        counts_of(flask.current_app).one_more(f"letter {network()}", CHECKS, now().timestamp())
    found = letter_with_reference(typed) if typed else None
    return flask.render_template("public/letter.html", typed=typed, letter=found,
                                 to=veiled(found.address if found else ""),
                                 base_url=flask.current_app.config["BASE_URL"])


@door.get("/privacy")
def privacy():
    """What is kept, why, and who sees it."""
    return flask.render_template("public/privacy.html")


@door.get("/accessibility")
def accessibility():
    """What was done, what was checked, and what has not been."""
    return flask.render_template("public/accessibility.html")


@door.get("/export-keys")
def export_keys():
    """The public keys that exports are signed with, and how a receiver uses them."""
    return flask.render_template("public/export_keys.html", keys=known_public_keys())


@door.get("/export-keys.json")
def export_keys_file():
    """The same keys as a file for the reconciling script."""
    return {"keys": known_public_keys()}


@door.get("/robots.txt")
def robots():
    """Nothing here is for search engines."""
    return flask.Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")


@door.get("/health/live")
def live():
    """The process answers."""
    return {"status": "live"}


@door.get("/health/ready")
def ready():
    """The database answers and is at the present schema."""
    good = is_ready()
    return {"status": "ready" if good else "not ready"}, 200 if good else 503


@door.get("/metrics")
def metrics():
    """Counts and times; only for who knows the token, or anybody in a demo."""
    token = flask.current_app.config["METRICS_TOKEN"]
    given = flask.request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if flask.current_app.config["MODE"] != "demo" and not (token and hmac.compare_digest(given, token.encode())):
        flask.abort(404)
    return flask.Response(measures().text(), mimetype="text/plain; version=0.0.4")
