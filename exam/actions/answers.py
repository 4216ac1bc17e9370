"""Saving answers: events appended to the journal in one durable transaction that also asks lease, state and deadline.

The one action without an audit entry: its journal is append-only evidence of its own. Every reply is given
after the commit is on disk, and says which answers are in force now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from exam.actions import appending
from exam.actions.appending import Page, Row
from exam.database import db
from exam.database.base import from_milliseconds, to_milliseconds
from exam.database.group_commit import writer_of
from exam.errors import NotFound
from exam.models import Sitting
from exam.queries.held import MEMORY, Held
from exam.rules.answer_events import Unfit, read_events
from exam.rules.deadlines import is_in_time, shown_seconds
from exam.rules.parts import LOCKED
from exam.rules.standings import COUNTING, OPEN

NOT_GIVEN_OUT = "This question or this choice is not part of this exam."
LEASE_UNKNOWN = "This page does not fit the exam any more. Load the page again."


@dataclass(frozen=True)
class Saved:
    """What the page is told: what is held, what is in force, and how much time is left."""

    standing: str
    state: str
    in_force: bool  # whether the page that asked is the one that may write
    held: int  # the highest seq that is on disk for this lease
    digest: str
    seconds_left: int | None
    is_over: bool  # the deadline and its grace are past, and nobody has handed in yet
    refused: list[Unfit] = field(default_factory=list)


def save(sitting_id: str, lease: int, events: Sequence, *, now: datetime, device: int = 1,
         engine: Engine | None = None) -> Saved:
    """Append raw events, each a JSON object. What is no event of this sitting is refused, its neighbours are kept.

    `device` is the epoch that the room's cookie names, `engine` the application's where none is running.
    Raises NotSaved when the database could not take them, or when an outage may still move the deadline that they
    missed (nothing was acknowledged), NotFound for no sitting.
    """
    fit, refused = read_events(events)
    engine = engine or db.engine
    held = MEMORY.held(engine, sitting_id)
    known = [event for event in fit if held.has_given_out(event.position, event.choice)]
    if len(known) < len(fit):
        refused += [Unfit(event.seq, NOT_GIVEN_OUT) for event in set(fit) - set(known)]
    now_ms = to_milliseconds(now)
    page = Page(lease, device)
    row = writer_of(engine).run(appending.work(engine, sitting_id, page, known, now_ms))
    if row is None:
        raise NotFound("no such sitting")
    if not row.lets(page):
        refused += [Unfit(event.seq, LEASE_UNKNOWN) for event in known]
        held = MEMORY.read(engine, sitting_id)
    elif locked := [event for event in known if event.position <= row.locked_through]:
        refused += [Unfit(event.seq, LOCKED) for event in locked]  # kept in the journal all the same, as late
        held = MEMORY.read(engine, sitting_id)
    elif row.added == len(known):
        counting = row.standing(lease, now_ms) in COUNTING
        held = MEMORY.after(engine, sitting_id, row.event_count, lease, known, counting)
    else:
        held = MEMORY.read(engine, sitting_id)  # some had come before, and may have come in another standing
    return _told(engine, sitting_id, row, held, page, refused, now)


def where_it_stands(sitting_id: str, lease: int, *, now: datetime, device: int = 1) -> Saved:
    """The same answer without saving anything: for a page that asks how things are."""
    with db.engine.connect() as connection:
        found = connection.execute(appending.READ, {"id": sitting_id}).first()
    if found is None:
        raise NotFound("no such sitting")
    row = Row(*found, added=0)
    held = MEMORY.held(db.engine, sitting_id)
    if held.count != row.event_count:
        held = MEMORY.read(db.engine, sitting_id)
    return _told(db.engine, sitting_id, row, held, Page(lease, device), [], now)


def _told(engine: Engine, sitting_id: str, row: Row, held: Held, page: Page, refused: list[Unfit],
          now: datetime) -> Saved:
    deadline = None if row.deadline_ms is None else from_milliseconds(row.deadline_ms)
    over = row.state in OPEN and not is_in_time(now, deadline)
    in_force = row.state in OPEN and page.lease == row.lease_epoch and row.lets(page)
    return Saved(standing=row.standing(page.lease, to_milliseconds(now)), state=row.state, in_force=in_force,
                 held=held.highest.get(page.lease, 0), digest=held.digest, is_over=over, refused=refused,
                 seconds_left=_seconds_left(engine, sitting_id, row, deadline, now))


def _seconds_left(engine: Engine, sitting_id: str, row: Row, deadline: datetime | None, now: datetime) -> int | None:
    if row.state == "paused":
        with Session(engine) as reading:
            left = reading.get(Sitting, sitting_id).clockwork.seconds_left(now)
    elif row.state == "in_progress" and deadline is not None:
        left = max(0, int((deadline - now).total_seconds()))
    else:
        return None
    return shown_seconds(left, row.limit_seconds)
