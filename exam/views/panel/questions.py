"""One question of a round: opened with its view on record, shown, rated; in a booklet the bookmark has its place."""

import flask
import structlog

from exam.actions import panels
from exam.errors import Refused
from exam.forms.panel import Rating
from exam.models import Link, Panelist
from exam.queries.panel_bookmarks import leaf_of
from exam.queries.panel_questions import following, picture_for_panel, question_at
from exam.queries.panel_ratings import has_opened, positions_of
from exam.rules import actors
from exam.rules.standard_setting import BOOKMARK
from exam.views.panel.entrance import at_work, door, is_open, page
from exam.web.answers import back, flash_refusal, picture
from exam.web.clock import now

log = structlog.get_logger("examhall.panel")


@door.post("/rate/<sealed>/<int:round_number>/<int:position>/open")
def open_question(sealed: str, round_number: int, position: int):
    """The view is put on record, then the question is shown."""
    _, panelist = at_work(sealed)
    try:
        panels.open_question(panelist, round_number, position, now=now(), by=actors.panelist(panelist.id))
    except Refused as refused:
        flash_refusal(refused)
        return back("panel.start", sealed=sealed)
    return back("panel.question", sealed=sealed, round_number=round_number, position=position)


@door.get("/rate/<sealed>/<int:round_number>/<int:position>")
def question(sealed: str, round_number: int, position: int):
    """One question that was opened, while its round is open."""
    link, panelist = at_work(sealed)
    if not is_open(panelist, round_number) or not has_opened(panelist, round_number, position):
        return back("panel.start", sealed=sealed)
    log.info("panel_question_shown", panelist=panelist.id, round=round_number, position=position)
    return _question(link, panelist, sealed, (round_number, position))


@door.post("/rate/<sealed>/<int:round_number>/<int:position>")
def rate(sealed: str, round_number: int, position: int):
    """Keep the rating; on to the next question, or back to the list."""
    link, panelist = at_work(sealed)
    form = Rating()
    if not is_open(panelist, round_number) or not has_opened(panelist, round_number, position):
        return back("panel.start", sealed=sealed)
    if not form.validate():
        return _question(link, panelist, sealed, (round_number, position), form), 400
    onward = flask.request.form.get("then") == "next"
    then = following(positions_of(panelist.study, round_number), position) if onward else None
    panels.rate(panelist, round_number, position, form.percent.data, then=then, now=now(),
                by=actors.panelist(panelist.id))
    if then is None:
        return back("panel.start", sealed=sealed)
    return back("panel.question", sealed=sealed, round_number=round_number, position=then)


@door.get("/rate/<sealed>/pictures/<digest>")
def question_picture(sealed: str, digest: str):
    """A picture of a question."""
    _, panelist = at_work(sealed)
    return picture(picture_for_panel(panelist, digest))


def _question(link: Link, panelist: Panelist, sealed: str, place: tuple[int, int], form: Rating | None = None):
    round_number, position = place
    pictures = flask.url_for("panel.start", sealed=sealed) + "/pictures/"
    shown = question_at(panelist, round_number, position, pictures)
    if panelist.study.method == BOOKMARK:
        return page("leaf", link, panelist, sealed, number=round_number, shown=shown,
                    leaf=leaf_of(panelist, round_number, shown.place))
    if form is None:
        form = Rating(formdata=None, percent=shown.rating)
    return page("question", link, panelist, sealed, number=round_number, shown=shown, form=form)
