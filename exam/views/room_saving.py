"""Saving in the room: the Save button of the page, the saves of its script, and the question how things stand."""

from dataclasses import replace

import flask

from exam.actions.answers import save, where_it_stands
from exam.errors import NotSaved
from exam.forms.room import changed_events, choice_on, lease_of
from exam.queries.room import message_for, sheet_for
from exam.views.room import door
from exam.views.room_pages import exam_page
from exam.web.answers import back
from exam.web.clock import now
from exam.web.room_pass import pass_or_away, sitting_in_pass
from exam.web.room_replies import NOT_SAVED, BadBody, end_if_over, news_of, saved_from, told

ONWARD = {"review": "room.review", "help": "room.help_wanted", "break": "room.break_", "more": "room.more"}
PRESS_AGAIN = "Not saved yet. Your answers are still on this page. Wait a moment and press Save again."


def onward(then: str, news: dict) -> str:
    """The page of the button; where not everything counts, the room itself says so, unless help was asked for."""
    return "room.room" if news and then != "help" else ONWARD.get(then, "room.room")


@door.post("/answers")
def answers():
    """What the form says is saved first, whichever button was pressed; then the button's page follows."""
    held, sent = pass_or_away(), flask.request.form
    events = changed_events(sent)
    saved = save(held.sitting_id, lease_of(sent), events, now=now(), device=held.device)
    if saved.is_over:
        end_if_over(held.sitting_id, now())
    news = news_of(saved, len(events))
    return back(onward(sent.get("then", ""), news), **news)


@door.post("/save")
def save_events():
    """The script's save, where the short way of exam/web/save_door.py has let it pass."""
    held = pass_or_away()
    saved = saved_from(held, flask.request.get_data(cache=False), now())
    reply = told(saved, now())
    if saved.is_over and end_if_over(held.sitting_id, now()):
        reply |= {"state": "submitted", "in_force": False, "seconds_left": None}
    return reply, 400 if saved.refused else 200


@door.get("/state")
def state():
    """How things stand, for a page that has nothing to save."""
    held = pass_or_away()
    lease = flask.request.args.get("lease", 0, type=int)
    stands = where_it_stands(held.sitting_id, lease, now=now(), device=held.device)
    return told(stands, now()) | {"message": message_for(held.sitting_id)}


@door.errorhandler(BadBody)
def bad_body(trouble: BadBody):
    """Nothing in it could be saved."""
    return {"sentence": str(trouble)}, 400


@door.errorhandler(NotSaved)
def not_saved(_trouble: NotSaved):
    """Nothing was acknowledged. The page comes back with everything on it that the candidate had chosen."""
    if flask.request.endpoint in ("room.hand_in", "room.take_break"):
        return flask.render_template("errors/503.html", sentences=(), back="/room"), 503
    if flask.request.endpoint != "room.answers":
        return {"sentence": NOT_SAVED}, 503, {"Retry-After": "3"}
    sitting = sitting_in_pass()
    sheet = sheet_for(sitting)
    sent = flask.request.form
    chosen = tuple(replace(item, choice=choice_on(sent, item.position, item.choice, several=item.several),
                           flagged=f"flag-{item.position}" in sent) for item in sheet.items)
    return exam_page(sitting, pass_or_away(), sheet, now(), trouble=PRESS_AGAIN, items=chosen), 503
