"""The reply to a save, for a script: which status it has and what it says."""

import json
from dataclasses import asdict

from exam.actions import sittings
from exam.actions.answers import Saved, save
from exam.database.base import to_milliseconds
from exam.queries.room import sitting_of
from exam.rules import actors
from exam.rules.answer_events import HIGHEST, MOST_EVENTS
from exam.rules.standings import COUNTING
from exam.web.room_pass import Pass

ROOM = actors.system("room")
NO_EVENTS = 'Send {"lease": number, "events": [list of events]} as JSON.'
TOO_MANY_EVENTS = f"Send at most {MOST_EVENTS} events at a time, and the rest afterwards."
NOT_SAVED = "Not saved yet. Keep this page open: it is sent again."


class BadBody(ValueError):
    """The body of a save is no list of events; the sentence says what to send."""


def saved_from(held: Pass, body: bytes, now, engine=None) -> Saved:
    """Save what the body says. Raises BadBody when it says nothing that could be saved."""
    try:
        document = json.loads(body)
        lease, events = document["lease"], document["events"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BadBody(NO_EVENTS) from None
    if type(lease) is not int or not 0 <= lease <= HIGHEST or not isinstance(events, list):
        raise BadBody(NO_EVENTS)
    if len(events) > MOST_EVENTS:
        raise BadBody(TOO_MANY_EVENTS)
    return save(held.sitting_id, lease, events, now=now, device=held.device, engine=engine)


def told(saved: Saved, now) -> dict:
    """What the page is told."""
    reply = {"held": saved.held, "standing": saved.standing, "state": saved.state, "in_force": saved.in_force,
             "seconds_left": saved.seconds_left, "digest": saved.digest, "now": to_milliseconds(now)}
    if saved.refused:
        reply["refused"] = [asdict(unfit) for unfit in saved.refused]
    return reply


def news_of(saved: Saved, sent: int) -> dict[str, int]:
    """For the address of the page that follows a button: how many changes came late, and how many were refused."""
    refused = len(saved.refused)
    late = 0 if saved.standing in COUNTING else sent - refused
    return {name: count for name, count in (("late", late), ("refused", refused)) if count > 0}


def end_if_over(sitting_id: str, now) -> bool:
    """Hand in what was saved, stamped with the deadline; False when time was added meanwhile."""
    return sittings.submit_at_deadline(sitting_of(sitting_id), now=now, by=ROOM)
