"""The door of the proctor's pages: a sealed link opens it, and every finished link has a page that says so."""

import flask

from exam.errors import LinkBroken, LinkDead, LinkExpired, LinkTrouble, LinkUsed, NotFound
from exam.models import Link, Nomination
from exam.queries.proctors import nomination_behind, receipt_reference
from exam.rules import actors
from exam.rules.actors import Actor
from exam.web.answers import back
from exam.web.kept_links import keep_link, kept_link, key_of
from exam.web.limits import limit_tries
from exam.web.links import opened_link, sealed_row
from exam.web.proofs import proved

door = flask.Blueprint("proctor", __name__, url_prefix="/proctor")

PAGES = {"accept": "proctor.accept_page", "admit": "proctor.admit_page", "attest": "proctor.attest_page"}
TRIES = 30  # of one link in fifteen minutes: far more than an exam day needs
TROUBLES = {LinkBroken: "broken", LinkExpired: "expired", LinkDead: "dead", LinkUsed: "used"}
# States in which nothing is left to do, and the status that their page has.
FINISHED = {"attested": 200, "declined": 200, "refused": 200, "bounced": 410, "replaced": 410}


def entered(purpose: str, sealed: str) -> tuple[Link, Nomination]:
    """The link and whose it is. Raises LinkTrouble for a link that does not open here."""
    link = opened_link(purpose, sealed)
    if flask.request.method == "POST":
        limit_tries("proctor-link", link.id, tries=TRIES, minutes=15)  # a name cannot be guessed without end
    keep_link(link, sealed)
    return link, nomination_behind(link)


def at_the_desk(sealed: str, then: str) -> tuple[Link, Nomination]:
    """The same for what only the person at the desk may do: this browser admitted, or typed the proctor's name.

    A program that follows links and presses buttons (T07) does not know the name; `then` is where to go after it.
    """
    link, nomination = entered("admit", sealed)
    if not proved("desk", link):
        flask.abort(back("proctor.desk", sealed=sealed, then=then))
    return link, nomination


def by(nomination: Nomination) -> Actor:
    """The proctor, as the trail knows them."""
    return actors.proctor(nomination.id)


@door.get("/opened/<purpose>/<key>")
def opened_before(purpose: str, key: str):
    """What the address bar shows instead of the link: it leads back to it, in this browser only."""
    way = PAGES.get(purpose)
    if way is None:
        raise NotFound("no such step")
    return flask.redirect(flask.url_for(way, sealed=kept_link(key)))


def page(name: str, link: Link, nomination: Nomination, sealed: str, **words):
    """One of the proctor's pages."""
    program = nomination.sitting.program_version.program
    shown_as = flask.url_for("proctor.opened_before", purpose=link.purpose, key=key_of(link))
    return flask.render_template(f"proctor/{name}.html", link=link, nomination=nomination, sealed=sealed,
                                 shown_as=shown_as, sitting=nomination.sitting, program=program, **words)


@door.errorhandler(LinkTrouble)
def finished(trouble: LinkTrouble):
    """The page of a link that does not open, or no longer: it shows nothing personal and says what to do."""
    if isinstance(trouble, LinkBroken):
        return flask.render_template("proctor/links/broken.html"), 404
    nomination = nomination_behind(sealed_row(flask.request.path.split("/")[2], flask.request.view_args["sealed"]))
    if nomination.state in FINISHED:
        html = flask.render_template(f"proctor/{nomination.state}.html", reference=receipt_reference(nomination))
        return html, FINISHED[nomination.state]
    if isinstance(trouble, LinkUsed) and nomination.state == "accepted":
        return flask.render_template("proctor/accepted.html", approval=nomination.approval)
    return flask.render_template(f"proctor/links/{TROUBLES[type(trouble)]}.html"), 410
