"""Pages that a panelist opens from a letter: the invitation, the questions of a round, handing in. No account."""

import flask
import structlog

from exam.actions import panels
from exam.errors import LinkBroken, LinkTrouble, LinkUsed, Refused
from exam.forms.panel import Answer, Name, Rating, judgement_in, whole_exam_form
from exam.models import Link, Panelist
from exam.queries.panel_questions import following, panelist_behind, picture_for_panel, question_at
from exam.queries.panel_ratings import has_handed_in, has_opened, positions_of, ratings_of
from exam.rules import actors
from exam.rules.standard_setting import PRACTICE, ROUND_OF_STAGE, STATEMENT, what_to_do_next
from exam.web.answers import back, flash_refusal, picture, told
from exam.web.clock import now
from exam.web.kept_links import keep_link, kept_link, key_of
from exam.web.limits import limit_tries
from exam.web.links import opened_link
from exam.web.proofs import prove, proved

door = flask.Blueprint("panel", __name__, url_prefix="/panel")
log = structlog.get_logger("examhall.panel")
TRIES = 600  # of one link in fifteen minutes: more than somebody who rates quickly needs
JOINING = ("preparing", "round_1")
NAMES = 10  # a name is not to be guessed


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


@door.get("/opened/<key>")
def opened_before(key: str):
    """What the address bar shows instead of the link: it leads back to it, in this browser only."""
    return back("panel.start", sealed=kept_link(key))


@door.get("/rate/<sealed>")
def start(sealed: str):
    """Wherever this person stands: asked, waiting, at the door, at work, or done."""
    link, panelist = entered(sealed)
    if panelist.state == "invited" and panelist.study.stage in JOINING:
        return _page("invited", link, panelist, sealed, form=Answer(panelist.name), statement=STATEMENT)
    if panelist.state != "accepted":
        return _page("away", link, panelist, sealed)
    if not proved("panel", link):
        return _page("name", link, panelist, sealed, form=Name(panelist.name))
    return _desk(link, panelist, sealed)


@door.post("/rate/<sealed>")
def answer(sealed: str):
    """Yes with a signature, or no; the name shows that a person answers."""
    link, panelist = entered(sealed)
    form = Answer(panelist.name)
    limit_tries("panel-name", link.id, tries=NAMES, minutes=15)
    if not form.validate():
        return _page("invited", link, panelist, sealed, form=form, statement=STATEMENT), 400
    if form.decision.data == "yes":
        panels.accept(panelist, conflict=form.named_conflict(), now=now(), by=actors.panelist(panelist.id))
        prove("panel", link)
    else:
        panels.decline(panelist, now=now(), by=actors.panelist(panelist.id))
    return back("panel.start", sealed=sealed)


@door.post("/rate/<sealed>/name")
def come_in(sealed: str):
    """The name opens the pages in this browser."""
    link, panelist = entered(sealed)
    form = Name(panelist.name)
    limit_tries("panel-name", link.id, tries=NAMES, minutes=15)
    if not form.validate():
        return _page("name", link, panelist, sealed, form=form), 400
    prove("panel", link)
    return back("panel.start", sealed=sealed)


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
    if not _is_open(panelist, round_number) or not has_opened(panelist, round_number, position):
        return back("panel.start", sealed=sealed)
    log.info("panel_question_shown", panelist=panelist.id, round=round_number, position=position)
    return _question(link, panelist, sealed, (round_number, position))


@door.post("/rate/<sealed>/<int:round_number>/<int:position>")
def rate(sealed: str, round_number: int, position: int):
    """Keep the rating; on to the next question, or back to the list."""
    link, panelist = at_work(sealed)
    form = Rating()
    if not _is_open(panelist, round_number) or not has_opened(panelist, round_number, position):
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


@door.post("/rate/<sealed>/<int:round_number>/hand-in")
def hand_in(sealed: str, round_number: int):
    """Finish the practice or a round."""
    link, panelist = at_work(sealed)
    form = whole_exam_form(panelist.study.rules, round_number)
    if not form.validate():
        return _desk(link, panelist, sealed, form), 400
    try:
        panels.hand_in(panelist, round_number, judgement_in(form), now=now(), by=actors.panelist(panelist.id))
        told("success", "Handed in. Thank you.")
    except Refused as refused:
        flash_refusal(refused)
    return back("panel.start", sealed=sealed)


@door.get("/rate/<sealed>/pictures/<digest>")
def question_picture(sealed: str, digest: str):
    """A picture of a question."""
    _, panelist = at_work(sealed)
    return picture(picture_for_panel(panelist, digest))


@door.errorhandler(LinkTrouble)
def finished(trouble: LinkTrouble):
    """The page of a link that does not open, or no longer: it shows nothing of a person or a question."""
    kind = "used" if isinstance(trouble, LinkUsed) else "broken" if isinstance(trouble, LinkBroken) else "dead"
    return flask.render_template(f"panel/links/{kind}.html"), {"used": 200, "broken": 404, "dead": 410}[kind]


def _is_open(panelist: Panelist, round_number: int) -> bool:
    stages = JOINING if round_number == PRACTICE else _stages_of(round_number)
    return panelist.study.stage in stages and not has_handed_in(panelist, round_number)


def _stages_of(round_number: int) -> tuple[str, ...]:
    return tuple(stage for stage, number in ROUND_OF_STAGE.items() if number == round_number)


def _desk(link: Link, panelist: Panelist, sealed: str, form=None):
    """The list of the open round, without a word of any question."""
    study = panelist.study
    practised = has_handed_in(panelist, PRACTICE) or not positions_of(study, PRACTICE)
    number = ROUND_OF_STAGE.get(study.stage) if practised else PRACTICE
    if number is None or not _is_open(panelist, number):
        return _page("resting", link, panelist, sealed, handed_in=number is not None)
    given, positions = ratings_of(panelist, number), positions_of(study, number)
    return _page("desk", link, panelist, sealed, number=number, given=given, positions=positions,
                 step=what_to_do_next(True, given, positions), form=form or whole_exam_form(study.rules, number))


def _question(link: Link, panelist: Panelist, sealed: str, place: tuple[int, int], form: Rating | None = None):
    round_number, position = place
    pictures = flask.url_for("panel.start", sealed=sealed) + "/pictures/"
    shown = question_at(panelist, round_number, position, pictures)
    if form is None:
        form = Rating(formdata=None, percent=shown.rating)
    return _page("question", link, panelist, sealed, number=round_number, shown=shown, form=form)


def _page(name: str, link: Link, panelist: Panelist, sealed: str, **words):
    study = panelist.study
    return flask.render_template(
        f"panel/{name}.html", link=link, panelist=panelist, study=study, sealed=sealed,
        credential=study.exam_form.program_version.program.credential.title,
        shown_as=flask.url_for("panel.opened_before", key=key_of(link)), **words)
