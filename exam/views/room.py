"""The exam room: one page for each state of a sitting, and the steps a candidate takes in it."""

import flask

from exam.actions import sittings
from exam.actions.help import OFFERED, ask_for_help, may_call
from exam.errors import NotFound, Refused
from exam.forms.room import lease_of
from exam.queries.assets import picture_of
from exam.queries.room import sheet_for
from exam.rules import actors
from exam.rules.deadlines import is_in_time
from exam.rules.incidents import CODES
from exam.rules.parts import PART
from exam.rules.standings import OPEN
from exam.views.room_pages import page_for, shown_again, shows_questions
from exam.web.answers import back, picture
from exam.web.clock import now
from exam.web.csrf import csrf
from exam.web.limits import limit_tries
from exam.web.room_pass import ask_for_token, give_pass, pass_held, pass_or_away, sitting_in_pass
from exam.web.room_replies import ROOM
from exam.web.secret_keys import secret_keys

door = flask.Blueprint("room", __name__, url_prefix="/room")
door.before_request(ask_for_token)
csrf.exempt(door)  # the room checks its own token, which lives as long as its cookie

ELSEWHERE = "This exam has moved to another tab or device. Load the page again to see where it stands."


@door.get("")
def room():
    """Where the sitting stands: the questions, the pause, the receipt, or the way on."""
    return page_for(pass_held(), now())


@door.get("/review")
def review():
    """What is unanswered and what is flagged, before handing in."""
    sitting = sitting_in_pass()
    if sitting.state != "in_progress" or not sitting.is_all_shown:
        return back("room.room")
    must_be_whole = sitting.purpose == "exam" and sitting.program_version.program.exam.answer_all_required
    return flask.render_template("room/review.html", sitting=sitting, sheet=sheet_for(sitting),
                                 must_be_whole=must_be_whole, token=pass_or_away().token)


@door.get("/media/<digest>")
def media(digest: str):
    """A picture of this exam's questions, wherever and as long as the questions themselves may be seen."""
    held, sitting = pass_or_away(), sitting_in_pass()
    if not shows_questions(sitting, held, now()):
        raise NotFound("the questions of this exam are not shown now")
    return picture(picture_of(sitting, digest))


@door.post("/hand-in")
def hand_in():
    """Hand in. Pressing twice gives the same receipt."""
    sitting = sitting_in_pass()
    if sitting.state in OPEN and not is_in_time(now(), sitting.deadline_at):
        sittings.submit_at_deadline(sitting, now=now(), by=ROOM)
    elif sitting.state == "in_progress":
        _must_be_in_force(sitting)
        sittings.submit(sitting, now=now(), by=candidate_of(sitting))
    return back("room.room")


@door.get("/break")
def break_():
    """How many breaks are left, and what a break does."""
    sitting = sitting_in_pass()
    if sitting.state != "in_progress":
        return back("room.room")
    return flask.render_template("room/break.html", sitting=sitting, token=pass_or_away().token)


@door.post("/break")
def take_break():
    """The clock stands still within the granted time; coming back needs a fresh code."""
    sitting = sitting_in_pass()
    if sitting.state == "in_progress":
        _must_be_in_force(sitting)
        sittings.pause(sitting, kind="break", now=now(), by=candidate_of(sitting))
    return back("room.room")


@door.get("/more")
def more():
    """Before more questions of an exam over several days: what is shown today is locked tomorrow."""
    sitting = sitting_in_pass()
    if sitting.state != "in_progress" or sitting.is_all_shown:
        return back("room.room")
    return flask.render_template("room/more.html", sitting=sitting, sheet=sheet_for(sitting), part=PART,
                                 token=pass_or_away().token)


@door.post("/more")
def show_more():
    """The next part is shown, from its first question on."""
    sitting = sitting_in_pass()
    _must_be_in_force(sitting)
    first = (sitting.shown_through or 0) + 1
    sittings.show_more(sitting, now=now(), by=candidate_of(sitting))
    return back("room.room", _anchor=f"question-{first}")


@door.post("/resume")
def resume():
    """Back from a pause with the proctor's fresh code; in practice without one."""
    held, sitting = pass_or_away(), sitting_in_pass()
    if sitting.state == "paused" and sitting.purpose == "practice":
        sittings.take_over_practice(sitting, device=held.device, now=now(), by=candidate_of(sitting))
    elif sitting.state == "paused":
        with shown_again("room/paused.html", sitting, now()) as again:
            sittings.resume(sitting, typed_code=flask.request.form.get("code", "")[:40], secrets=secret_keys(),
                            device=held.device, now=now(), by=candidate_of(sitting))
        if again.page:
            return again.page
    return give_pass(back("room.room"), sitting)


@door.post("/take-over")
def take_over():
    """This tab goes on with the exam; the one that had it turns read-only."""
    held, sitting = pass_or_away(), sitting_in_pass()
    if sitting.state in OPEN:
        sittings.take_over(sitting, device=held.device, now=now(), by=candidate_of(sitting))
    return back("room.room")


@door.get("/help")
def help_wanted():
    """The page on which a candidate says what they need, or reads whom to ask where no call goes out."""
    sitting = sitting_in_pass()
    if not may_call(sitting):
        return flask.render_template("room/help_elsewhere.html", sitting=sitting)
    return flask.render_template("room/help.html", sitting=sitting, token=pass_or_away().token,
                                 kinds=[(code, CODES[code]) for code in OFFERED], asked="asked" in flask.request.args)


@door.post("/help")
def ask():
    """The call for help reaches the proctor's page and the board."""
    sitting = sitting_in_pass()
    limit_tries("room-help", sitting.id, tries=10, minutes=15)
    ask_for_help(sitting, code=flask.request.form.get("kind", ""), words=flask.request.form.get("words", "")[:2000],
                 now=now(), by=candidate_of(sitting))
    return back("room.help_wanted", asked="")


def candidate_of(sitting) -> actors.Actor:
    """Who acts in the room: the candidate whose sitting it is."""
    return actors.candidate(sitting.candidate.account_id)


def _must_be_in_force(sitting) -> None:
    """Only the page that has the lease, on the device that has the room, may end or stop the exam (T26)."""
    if pass_or_away().device != sitting.device_epoch or lease_of(flask.request.form) != sitting.lease_epoch:
        raise Refused(ELSEWHERE)
