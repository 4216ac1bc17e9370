"""Letters: what waits, what went out, what came back. The sealed link of a letter is never shown."""

import flask

from exam.actions import letters
from exam.letters.posting import parts_of
from exam.models.letters import LETTER_STATES
from exam.queries.letters import TROUBLE, letter_to_show, letters_page
from exam.rules.references import in_groups
from exam.views.board.acting import pressed
from exam.views.board.addresses import asked_for, page_number
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, role_holds

door = flask.Blueprint("outbox", __name__, url_prefix="/board/letters")
for_staff(door)
SHOWN = ("all", "trouble", *LETTER_STATES)


@door.get("")
@needs("see_letters")
def listing():
    """Letters, newest first."""
    show, search = asked_for("show", "all"), asked_for("search")
    show = show if show in SHOWN else "all"
    page = letters_page(show, search, page_number(), role_holds)
    return flask.render_template("board/outbox/listing.html", page=page, show=show, search=search, shown=SHOWN)


@door.get("/<letter_id>")
@needs("see_letters")
def letter(letter_id: str):
    """One letter as it was written; where the link goes in, the page says so and nothing more."""
    row = letter_to_show(letter_id, role_holds)
    parts = parts_of(row, "(a personal link stands here in the letter)")
    return flask.render_template("board/outbox/letter.html", letter=row, body=parts.text,
                                 reference=in_groups(row.reference), in_trouble=row.state in TROUBLE)


@door.post("/<letter_id>/send-again")
@needs("send_letters")
def send_again(letter_id: str):
    """Put a letter that did not arrive back into the outbox."""
    row = letter_to_show(letter_id, role_holds)
    return pressed(lambda: letters.send_letter_again(row, now=now(), by=actor()), "The letter is on its way again.",
                   flask.url_for("outbox.letter", letter_id=row.id))
