"""Pages of a demo alone: how to sign in, and the mailbox of every invented person."""

import flask

from exam.errors import NotFound
from exam.letters.posting import Parts, parts_of
from exam.models import Letter
from exam.queries.demo import has_a_past, staff_and_secrets
from exam.queries.outbox import letter_with_id, letters_page
from exam.rules.demo_people import CANDIDATES, PASSWORD, PLANTED
from exam.rules.passwords import STEP_SECONDS, code_at
from exam.web.clock import now
from exam.web.links import link_address

door = flask.Blueprint("demo", __name__, url_prefix="/demo")

# The letter stands alone: no script, no form, nothing loaded, and no power over the pages beside it.
LETTER_POLICY = "default-src 'none'; sandbox allow-top-navigation allow-popups allow-popups-to-escape-sandbox"


@door.get("")
def start():
    """Every demo account, the staff's codes of this moment, and a path through the main job."""
    seconds = int(now().timestamp())
    staff = [(person, code_at(secret, seconds) if secret else "") for person, secret in staff_and_secrets()]
    return flask.render_template("demo/start.html", candidates=CANDIDATES, staff=staff, password=PASSWORD,
                                 planted=PLANTED if has_a_past() else (),
                                 seconds_left=STEP_SECONDS - seconds % STEP_SECONDS)


@door.get("/letters")
def letters():
    """The newest letters, of everybody or of one address."""
    to = flask.request.args.get("to", "").strip()[:254]
    page = letters_page(to, flask.request.args.get("page", 1, type=int))
    return flask.render_template("demo/letters.html", page=page, to=to,
                                 page_url=lambda number: flask.url_for("demo.letters", to=to, page=number))


@door.get("/letters/<letter_id>")
def letter(letter_id: str):
    """One letter as its reader sees it; its link works."""
    row, parts = _opened(letter_id)
    return flask.render_template("demo/letter.html", letter=row, parts=parts)


@door.get("/letters/<letter_id>/html")
def letter_html(letter_id: str):
    """The HTML part alone, as a mail program shows it."""
    answer = flask.make_response(_opened(letter_id)[1].html)
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    return answer


def _opened(letter_id: str) -> tuple[Letter, Parts]:
    row = letter_with_id(letter_id)
    if row is None:
        raise NotFound("no such letter")
    return row, parts_of(row, link_address(row.link) if row.link else "")
