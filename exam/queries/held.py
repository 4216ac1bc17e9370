"""What the server remembers of a sitting's journal between two saves, so that a save needs no reading.

An entry is only as good as `sitting.event_count`, which every save moves and returns: when the count says that
another server or tab has written, the entry is read anew. What was given out at begin is frozen and stays true.
"""

import threading
from array import array

from sqlalchemy import select

from exam.database import db
from exam.models import AnswerEvent, Sitting, SittingPosition
from exam.queries.journal import answers_digest
from exam.rules.answer_events import Event
from exam.rules.standings import COUNTING

MOST_REMEMBERED = 20_000


class Held:
    """The answers in force of one sitting in few bytes: thousands of them stay in memory."""

    __slots__ = ("count", "given_out", "highest", "_digest", "_orders", "_choices")

    def __init__(self, count: int, given_out: str, positions: int):
        self.count, self.given_out = count, given_out
        self.highest: dict[int, int] = {}
        self._orders = array("q", [-1]) * (positions + 1)
        self._choices: list[str | None] = [None] * (positions + 1)
        self._digest = ""

    def has_given_out(self, position: int, choice: str | None) -> bool:
        """Whether the position exists and the choice, unless it is blank, is one of its option ids."""
        return f" {position}={choice or ''} " in self.given_out

    def take_in(self, lease: int, events: list[Event], counting: bool) -> None:
        """The newest by (lease, seq) is in force; a blank never erases; what does not count is only numbered."""
        for event in events:
            self.highest[lease] = max(self.highest.get(lease, 0), event.seq)
            order = lease << 32 | event.seq
            if counting and event.choice is not None and order > self._orders[event.position]:
                self._orders[event.position], self._choices[event.position] = order, event.choice
                self._digest = ""

    @property
    def digest(self) -> str:
        """The digest of the answers in force."""
        self._digest = self._digest or answers_digest(self.answers())
        return self._digest

    def answers(self) -> dict[int, str]:
        """Position to opaque choice."""
        return {position: choice for position, choice in enumerate(self._choices) if choice is not None}


class Memory:
    """The remembered sittings of one process, the oldest forgotten first."""

    def __init__(self, most: int = MOST_REMEMBERED):
        self.most, self.entries, self.guard = most, {}, threading.Lock()

    def held(self, sitting_id: str) -> Held:
        """What is remembered, or what the database says now."""
        return self.entries.get(sitting_id) or self.read(sitting_id)

    def read(self, sitting_id: str) -> Held:
        """Read the journal anew. The count is read first: what came in meanwhile may be counted twice, never lost."""
        with db.engine.connect() as connection:
            held = _read(connection, sitting_id)
        with self.guard:
            self.entries.pop(sitting_id, None)
            while len(self.entries) >= self.most:
                del self.entries[next(iter(self.entries))]
            self.entries[sitting_id] = held
        return held

    def after(self, sitting_id: str, count: int, lease: int, events: list[Event], counting: bool) -> Held:
        """What is in force after a save that moved the count to `count` and added every one of its events."""
        with self.guard:
            held = self.entries.get(sitting_id)
            if held is not None and held.count == count - len(events):
                held.take_in(lease, events, counting)
                held.count = count
            if held is not None and held.count >= count:
                return held
        return self.read(sitting_id)

    def forget(self) -> None:
        """Empty the memory."""
        with self.guard:
            self.entries.clear()


MEMORY = Memory()


def _read(connection, sitting_id: str) -> Held:
    count = connection.execute(select(Sitting.event_count).where(Sitting.id == sitting_id)).scalar_one()
    shown = connection.execute(select(SittingPosition.position, SittingPosition.options)
                               .where(SittingPosition.sitting_id == sitting_id)).all()
    rows = connection.execute(select(AnswerEvent).where(AnswerEvent.sitting_id == sitting_id)).mappings().all()
    held = Held(count, _given_out(shown), max((position for position, _ in shown), default=0))
    for row in rows:
        event = Event(row["seq"], row["position"], row["choice"], row["flagged"], row["elapsed_ms"])
        held.take_in(row["lease"], [event], row["standing"] in COUNTING)
    return held


def _given_out(shown) -> str:
    """` 1= 1=ab12cd34 ...`: one text for each sitting is a tenth of what sets of options would weigh."""
    words = [f"{position}={choice}" for position, options in shown
             for choice in ("", *(opaque for opaque, _ in options))]
    return f" {' '.join(words)} "
