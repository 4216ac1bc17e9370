"""The reply to a save, for a script: which status it has and what it says."""

import json
from dataclasses import asdict

from exam.actions import sittings
from exam.actions.answers import Saved, save
from exam.database.base import to_milliseconds
from exam.queries.room import sitting_of
from exam.rules import actors
from exam.rules.answer_events import MOST_EVENTS
from exam.web.room_pass import Pass

ROOM = actors.system("room")
NO_EVENTS = 'Send {"lease": number, "events": [list of events]} as JSON.'
TOO_MANY_EVENTS = f"Send at most {MOST_EVENTS} events at a time, and the rest afterwards."
NOT_SAVED = "Not saved yet. Keep this page open: it is sent again."
NO_PASS = "This page does not belong to an exam that is open in this browser. Load the page again."


def reply_to_save(held: Pass, body: bytes, now) -> tuple[int, dict]:
    """Save what the body says. The status is 200 when every event is held, 400 when some never can be."""
    try:
        document = json.loads(body)
        lease, events = document["lease"], document["events"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return 400, {"sentence": NO_EVENTS}
    if type(lease) is not int or not 0 <= lease <= 1_000_000 or not isinstance(events, list):
        return 400, {"sentence": NO_EVENTS}
    if len(events) > MOST_EVENTS:
        return 400, {"sentence": TOO_MANY_EVENTS}
    saved = save(held.sitting_id, lease, events, now=now, device=held.device)
    return (400 if saved.refused else 200), told(saved, held, now)


def told(saved: Saved, held: Pass, now) -> dict:
    """What the page is told. A sitting whose time is over is handed in by the first touch that notices."""
    reply = {"held": saved.held, "standing": saved.standing, "state": saved.state, "in_force": saved.in_force,
             "seconds_left": saved.seconds_left, "digest": saved.digest, "now": to_milliseconds(now)}
    if saved.is_over and end_if_over(held.sitting_id, now):
        reply |= {"state": "submitted", "in_force": False}
    if saved.refused:
        reply["refused"] = [asdict(unfit) for unfit in saved.refused]
    return reply


def end_if_over(sitting_id: str, now) -> bool:
    """Hand in what was saved, stamped with the deadline; False when time was added meanwhile."""
    return sittings.submit_at_deadline(sitting_of(sitting_id), now=now, by=ROOM)
