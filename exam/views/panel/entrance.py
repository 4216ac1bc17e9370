"""The door of a panelist's pages: a sealed link opens it, and a finished link has a page that says so."""

import flask

from exam.errors import LinkBroken, LinkTrouble, LinkUsed
from exam.models import Link, Panelist
from exam.queries.panel_questions import panelist_behind
from exam.queries.panel_ratings import has_handed_in
from exam.rules.standard_setting import PRACTICE, ROUND_OF_STAGE
from exam.web.answers import back
from exam.web.kept_links import keep_link, kept_link, key_of
from exam.web.limits import limit_tries
from exam.web.links import opened_link
from exam.web.proofs import proved

door = flask.Blueprint("panel", __name__, url_prefix="/panel")
TRIES = 600  # of one link in fifteen minutes: more than somebody who rates quickly needs
JOINING = ("preparing", "round_1")


def entered(sealed: str) -> tuple[Link, Panelist]:
    """The link and whose it is. Raises LinkTrouble for a link that does not open here."""
    link = opened_link("panel", sealed)
    if flask.request.method == "POST":
        limit_tries("panel-link", link.id, tries=TRIES, minutes=15)
    keep_link(link, sealed)
    return link, panelist_behind(link)


def at_work(sealed: str) -> tuple[Link, Panelist]:
    """The same for somebody who takes part and has typed their name in this browser."""
    link, panelist = entered(sealed)
    if panelist.state != "accepted" or not proved("panel", link):
        flask.abort(back("panel.start", sealed=sealed))
    return link, panelist


def is_open(panelist: Panelist, round_number: int) -> bool:
    """Whether this person may still judge something in this round."""
    stages = JOINING if round_number == PRACTICE else _stages_of(round_number)
    return panelist.study.stage in stages and not has_handed_in(panelist, round_number)


def page(name: str, link: Link, panelist: Panelist, sealed: str, **words):
    """One of the panel's pages with what all of them say."""
    study = panelist.study
    return flask.render_template(
        f"panel/{name}.html", link=link, panelist=panelist, study=study, sealed=sealed,
        credential=study.exam_form.program_version.program.credential.title,
        shown_as=flask.url_for("panel.opened_before", key=key_of(link)), **words)


@door.get("/opened/<key>")
def opened_before(key: str):
    """What the address bar shows instead of the link: it leads back to it, in this browser only."""
    return back("panel.start", sealed=kept_link(key))


@door.errorhandler(LinkTrouble)
def finished(trouble: LinkTrouble):
    """The page of a link that does not open, or no longer: it shows nothing of a person or a question."""
    kind = "used" if isinstance(trouble, LinkUsed) else "broken" if isinstance(trouble, LinkBroken) else "dead"
    return flask.render_template(f"panel/links/{kind}.html"), {"used": 200, "broken": 404, "dead": 410}[kind]


def _stages_of(round_number: int) -> tuple[str, ...]:
    return tuple(stage for stage, number in ROUND_OF_STAGE.items() if number == round_number)
