"""While the exam runs: where it stands, codes to start, go on or move, and a pause. Never answers, never a score."""

import flask

from exam.actions import sittings
from exam.errors import Refused
from exam.forms.proctor import PauseExam
from exam.models import Nomination
from exam.queries.proctors import PHASES
from exam.views.proctor.entrance import at_the_desk, by, door, page
from exam.views.proctor.live_words import live_words
from exam.web.answers import back, flash_refusal, told
from exam.web.clock import now

TELLS_THE_BOARD = ("interruption", "technical", "stop")


@door.get("/admit/<sealed>/live")
def live(sealed: str):
    """The page that lies beside the proctor during the exam."""
    link, nomination = at_the_desk(sealed, "live")
    if nomination.sitting.state == "registered":
        return back("proctor.admit_page", sealed=sealed)
    return page("live", link, nomination, sealed, live=live_words(nomination, now=now()))


@door.get("/admit/<sealed>/live-facts")
def live_facts(sealed: str):
    """The same facts for the script that keeps the page fresh."""
    _, nomination = at_the_desk(sealed, "live")
    return flask.jsonify(live_words(nomination, now=now()))


@door.post("/admit/<sealed>/code")
def show_code(sealed: str):
    """A fresh code for what the exam waits for now: to start, to go on, or to move to another device."""
    _, nomination = at_the_desk(sealed, "live")
    phase = PHASES.get(nomination.sitting.state, "start")
    try:
        sittings.show_new_code(nomination, phase, now=now(), by=by(nomination))
    except Refused as refused:
        flash_refusal(refused)
    return back("proctor.live", sealed=sealed, _anchor="code")


@door.get("/admit/<sealed>/pause")
def pause_page(sealed: str):
    """Why the exam is to be paused."""
    link, nomination = at_the_desk(sealed, "pause")
    return page("pause", link, nomination, sealed, form=pause_form(nomination))


@door.post("/admit/<sealed>/pause")
def pause(sealed: str):
    """Stop the clock; where the board should know why, ask for a report next."""
    link, nomination = at_the_desk(sealed, "pause")
    form = pause_form(nomination)
    if not form.validate():
        return page("pause", link, nomination, sealed, form=form), 400
    reason = form.reason.data
    try:
        sittings.pause(nomination.sitting, kind="proctor", reason=reason, now=now(), by=by(nomination))
    except Refused as refused:
        flash_refusal(refused)
        return back("proctor.live", sealed=sealed)
    told("success", "The exam is paused. The clock stands still.")
    return back("proctor.incident_page" if reason in TELLS_THE_BOARD else "proctor.live", sealed=sealed)


def pause_form(nomination: Nomination) -> PauseExam:
    """The reasons for a pause; the end of a day is one where several days were arranged."""
    return PauseExam(several_days=nomination.sitting.may_go_on_another_day)
