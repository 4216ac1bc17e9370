"""What the server remembers of a sitting's journal between two saves, so that a save needs no reading.

An entry is only as good as `sitting.event_count`, which every save moves and returns: when the count says that
another server or tab has written, the entry is read anew. What was given out at begin is frozen and stays true.
"""

import hashlib
import json
import threading
from array import array
from itertools import pairwise

from sqlalchemy import text
from sqlalchemy.engine import Engine

from exam.errors import NotFound
from exam.rules.answer_events import NONE_CHOSEN, Event
from exam.rules.standings import COUNTING

MOST_REMEMBERED = 20_000


class Held:
    """The answers in force of one sitting in few bytes: thousands of them stay in memory.

    `given_out` is one text, ` 1= ab12cd34 ... 2= `: each question and behind it each of its option ids. An answer in
    force is the place at which its id stands there. Answers of `several` options, which few questions take, do not
    stand there; their lines of the digest are kept beside it.
    """

    __slots__ = ("count", "given_out", "highest", "several", "_digest", "_lines", "_orders", "_places")

    def __init__(self, count: int, given_out: str, positions: int, several: frozenset[int] = frozenset()):
        self.count, self.given_out, self.several = count, given_out, several
        self._lines: dict[int, str] | None = {} if several else None
        self.highest: dict[int, int] = {}
        self._orders = array("q", [-1]) * (positions + 1)
        self._places = array("i", [-1]) * (positions + 1)
        self._digest = ""

    def has_given_out(self, position: int, choice: str | None) -> bool:
        """Whether the position exists and the choice, unless it is blank, is made of its option ids."""
        if not choice:
            return f" {position}= " in self.given_out
        return self._found(position, choice) > 0 or position in self.several and self._is_joined(position, choice)

    def _is_joined(self, position: int, choice: str) -> bool:
        """Whether these are option ids of the position, each once and in the order shown, or "none of them"."""
        if choice == NONE_CHOSEN:
            return True
        places = [self._found(position, part) for part in choice.split(".")]
        return places[0] > 0 and all(before < after for before, after in pairwise(places))

    def take_in(self, lease: int, events: list[Event], counting: bool) -> None:
        """The newest by (lease, seq) is in force; a blank never erases; what does not count is only numbered."""
        for event in events:
            self.highest[lease] = max(self.highest.get(lease, 0), event.seq)
            order = lease << 32 | event.seq
            if counting and event.choice is not None and order > self._orders[event.position]:
                self._orders[event.position] = order
                self._places[event.position] = self._place(event)
                self._digest = ""

    def _found(self, position: int, option: str) -> int:
        """Where an option id of this position begins; 0 when it was not given out there."""
        begins = self.given_out.find(f" {position}= ")
        if begins < 0 or not option:
            return 0
        begins = self.given_out.index("=", begins) + 1
        ends = self.given_out.find("=", begins)  # of the next question
        return self.given_out.find(f" {option} ", begins, ends if ends > 0 else len(self.given_out)) + 1

    def _place(self, event: Event) -> int:
        """Where the id of an answer begins; 0 for one whose line is kept beside the text."""
        place = self._found(event.position, event.choice)
        if place == 0:
            self._lines[event.position] = f"{event.position}={event.choice}"
        return place

    @property
    def digest(self) -> str:
        """The digest of the answers in force, as `exam.queries.journal.answers_digest` takes it."""
        if not self._digest:
            words, beside = self.given_out, self._lines
            lines = "\n".join([f"{position}={words[place:words.index(' ', place)]}" if place else beside[position]
                               for position, place in enumerate(self._places) if place >= 0])
            self._digest = hashlib.sha256(lines.encode()).hexdigest()
        return self._digest


class Memory:
    """The remembered sittings of one process, the oldest forgotten first."""

    def __init__(self, most: int = MOST_REMEMBERED):
        self.most, self.entries, self.guard = most, {}, threading.Lock()

    def held(self, engine: Engine, sitting_id: str) -> Held:
        """What is remembered, or what the database says now."""
        return self.entries.get(sitting_id) or self.read(engine, sitting_id)

    def read(self, engine: Engine, sitting_id: str) -> Held:
        """Read the journal anew. The count is read first: what came in meanwhile may be counted twice, never lost."""
        with engine.connect() as connection:
            held = _read(connection, sitting_id)
        with self.guard:
            self.entries.pop(sitting_id, None)
            while len(self.entries) >= self.most:
                del self.entries[next(iter(self.entries))]
            self.entries[sitting_id] = held
        return held

    def after(self, engine: Engine, sitting_id: str, count: int, lease: int, events: list[Event],
              counting: bool) -> Held:
        """What is in force after a save that moved the count to `count` and added every one of its events."""
        with self.guard:
            held = self.entries.get(sitting_id)
            if held is not None and held.count == count - len(events):
                held.take_in(lease, events, counting)
                held.count = count
            if held is not None and held.count >= count:
                return held
        return self.read(engine, sitting_id)

    def forget(self) -> None:
        """Empty the memory."""
        with self.guard:
            self.entries.clear()


MEMORY = Memory()


COUNT = text("SELECT event_count FROM sitting WHERE id = :id")
SHOWN = text("SELECT position, options, several FROM sitting_position WHERE sitting_id = :id ORDER BY position")
JOURNAL = text("SELECT lease, standing, seq, position, choice, flagged, elapsed_ms FROM answer_event "
               "WHERE sitting_id = :id")


def _read(connection, sitting_id: str) -> Held:
    named = {"id": sitting_id}
    count = connection.execute(COUNT, named).scalar()
    if count is None:
        raise NotFound("no such sitting")
    shown = connection.execute(SHOWN, named).all()
    several = frozenset(position for position, _, takes_several in shown if takes_several)
    held = Held(count, _given_out(shown), max((position for position, *_ in shown), default=0), several)
    for lease, standing, *event in connection.execute(JOURNAL, named):
        held.take_in(lease, [Event(*event)], standing in COUNTING)
    return held


def _given_out(shown) -> str:
    words = [word for position, options, _ in shown
             for word in (f"{position}=", *(opaque for opaque, _ in json.loads(options)))]
    return f" {' '.join(words)} "
