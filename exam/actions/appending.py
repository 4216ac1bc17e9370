"""The statements of one save, for either database: the sitting's count moves, the events stand in the journal."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.engine import Engine

from exam.errors import NotSaved
from exam.rules.answer_events import Event
from exam.rules.deadlines import GRACE_SECONDS
from exam.rules.outages import LONGEST_SILENCE
from exam.rules.standings import COUNTING, may_hold, standing_of


class Page(NamedTuple):
    """Who sends: the lease of the page, and the device that its cookie names."""

    lease: int
    device: int


class Row(NamedTuple):
    """What the sitting's row said in the transaction of the save, and how many events were new."""

    state: str
    lease_epoch: int
    device_epoch: int
    deadline_ms: int | None
    event_count: int
    limit_seconds: int | None
    locked_through: int
    added: int
    may_be_moved: bool = False  # late by the stored deadline, which an outage may still move

    def lets(self, page: Page) -> bool:
        """Whether this page can have been given its lease."""
        return may_hold(page.lease, page.device, self.lease_epoch, self.device_epoch)

    def standing(self, lease: int, now_ms: int) -> str:
        """The standing of what came in under this lease."""
        return standing_of(self.state, self.lease_epoch, self.deadline_ms, lease=lease, now_ms=now_ms)

    def standing_at(self, position: int, lease: int, now_ms: int) -> str:
        """The standing of one event: late at a question that was shown on an earlier day."""
        standing = self.standing(lease, now_ms)
        return "late" if position <= self.locked_through and standing in COUNTING else standing


FACTS = "state, lease_epoch, device_epoch, deadline_at, event_count, limit_seconds, locked_through"
COLUMNS = "sitting_id, lease, seq, position, choice, flagged, elapsed_ms, received_at, standing"
READ = text(f"SELECT {FACTS} FROM sitting WHERE id = :id")

# exam/rules/outages.py may_be_moved in SQL. The pulse is looked up only when the answer would be late.
ALIVE = "(SELECT max(last_at) FROM pulse)"
MAY_BE_MOVED = f"""CASE WHEN state IN ('in_progress', 'paused') AND deadline_at + {GRACE_SECONDS * 1000} < {{now}}
 THEN coalesce({ALIVE} + {LONGEST_SILENCE.seconds * 1000} < {{now}} AND {ALIVE} <= deadline_at + {GRACE_SECONDS * 1000},
               false) ELSE false END"""

COUNT = ("UPDATE sitting SET event_count = event_count + ?, last_seen_at = ? WHERE id = ? "
         f"RETURNING {FACTS}, {MAY_BE_MOVED.format(now='?')}")
APPEND = f"INSERT INTO answer_event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"

# One statement, and so one round trip and one commit. The UPDATE comes first: it waits for a hand-in that is
# under way, and what it returns is what the hand-in left.
COUNT_AND_APPEND = f"""
WITH told AS (UPDATE sitting SET event_count = event_count + %(number)s, last_seen_at = %(now)s WHERE id = %(id)s
              RETURNING id, {FACTS}, {MAY_BE_MOVED.format(now="%(now)s")} AS may_be_moved),
added AS (INSERT INTO answer_event ({COLUMNS})
          SELECT told.id, %(lease)s, event.seq, event.position, event.choice, event.flagged, event.elapsed, %(now)s,
                 CASE WHEN told.state NOT IN ('in_progress', 'paused') THEN 'closed'
                      WHEN told.deadline_at + {GRACE_SECONDS * 1000} < %(now)s THEN 'late'
                      WHEN event.position <= told.locked_through THEN 'late'
                      WHEN told.lease_epoch > %(lease)s THEN 'lost_lease' ELSE 'in_time' END
          FROM told, {{events}} AS event(seq, position, choice, flagged, elapsed)
          WHERE NOT told.may_be_moved AND %(lease)s BETWEEN 1 AND told.lease_epoch
            AND (told.device_epoch = %(device)s OR told.device_epoch > %(lease)s)
          ON CONFLICT DO NOTHING RETURNING 1)
SELECT {FACTS}, (SELECT count(*) FROM added), may_be_moved FROM told"""
ONE = COUNT_AND_APPEND.format(
    events="(VALUES (%(seq)s::int, %(position)s::int, %(choice)s::text, %(flagged)s::boolean, %(elapsed)s::int))")
MANY = COUNT_AND_APPEND.format(events="unnest(%(seq)s::int[], %(position)s::int[], %(choice)s::text[], "
                                      "%(flagged)s::boolean[], %(elapsed)s::int[])")

LOCK = "SELECT id FROM sitting WHERE id = ? FOR UPDATE"
OF_LEASE = ("SELECT seq, position, choice, flagged, elapsed_ms FROM answer_event "
            "WHERE sitting_id = ? AND lease = ? ORDER BY seq")


def work(engine: Engine, sitting_id: str, page: Page, events: Sequence[Event], now_ms: int) -> Callable:
    """One save as work for the writer: given the driver's connection, it gives the Row, or None for no sitting."""
    append = _on_postgresql if engine.dialect.name == "postgresql" else _on_sqlite

    def appended(connection) -> Row | None:
        return append(connection, sitting_id, page, events, now_ms)

    return appended


def _on_sqlite(connection, sitting_id: str, page: Page, events: Sequence[Event], now_ms: int) -> Row | None:
    found = connection.execute(COUNT, (len(events), now_ms, sitting_id, now_ms, now_ms)).fetchall()
    if not found:
        return None
    *facts, may_be_moved = found[0]
    row = _sure(Row(*facts, added=0, may_be_moved=bool(may_be_moved)))
    if not events or not row.lets(page):
        return row
    rows = [(sitting_id, page.lease, *event, now_ms, row.standing_at(event.position, page.lease, now_ms))
            for event in events]
    added = connection.executemany(APPEND, rows).rowcount
    if added < len(rows):
        _keep_displaced(connection.execute, sitting_id, page.lease, events, now_ms, row)
    return row._replace(added=added)


def _on_postgresql(connection, sitting_id: str, page: Page, events: Sequence[Event], now_ms: int) -> Row | None:
    values = {"id": sitting_id, "lease": page.lease, "device": page.device, "now": now_ms, "number": len(events)}
    if len(events) == 1:
        seq, position, choice, flagged, elapsed = events[0]
        values.update(seq=seq, position=position, choice=choice, flagged=flagged, elapsed=elapsed)
        found = connection.execute(ONE, values).fetchone()
    else:
        columns = [list(column) for column in zip(*events, strict=True)] or [[], [], [], [], []]
        values.update(zip(("seq", "position", "choice", "flagged", "elapsed"), columns, strict=True))
        found = connection.execute(MANY, values).fetchone()
    if found is None:
        return None
    row = _sure(Row(*found))
    if row.added < len(events) and row.lets(page):
        with connection.transaction():
            execute = _in_their_spelling(connection)
            execute(LOCK, (sitting_id,))
            _keep_displaced(execute, sitting_id, page.lease, events, now_ms, row)
    return row


def _sure(row: Row) -> Row:
    """Nothing is put down as late before the time that an outage took has been given back: the page sends it again."""
    if row.may_be_moved:
        raise NotSaved("an outage is not given back yet")
    return row


def _in_their_spelling(connection) -> Callable:
    return lambda statement, values: connection.execute(statement.replace("?", "%s"), values)


def _keep_displaced(execute: Callable, sitting_id: str, lease: int, events: Sequence[Event], now_ms: int,
                    row: Row) -> None:
    """Two pages of one lease may number alike. What would fall under the other's number is kept under the next free.

    An event that stands under its own number has been sent twice, and nothing is done.
    """
    stored = [Event(seq, position, choice, bool(flagged), elapsed)
              for seq, position, choice, flagged, elapsed in execute(OF_LEASE, (sitting_id, lease)).fetchall()]
    by_number = {event.seq: event for event in stored}
    kept = {event[1:] for event in stored}
    following = max(by_number, default=0) + 1
    for event in events:
        if by_number.get(event.seq) != event and event[1:] not in kept:
            moved = event._replace(seq=following)
            execute(APPEND, (sitting_id, lease, *moved, now_ms, row.standing_at(event.position, lease, now_ms)))
            kept.add(event[1:])
            following += 1
