"""Questions as candidates see them: cleaned texts, options under opaque ids, and the text that a set shares.

What stands here goes to candidates: no key, no rationale, no competency, no code of an item or of a set.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup
from sqlalchemy import select

from exam.database import db
from exam.models import ItemRevision
from exam.rules.answer_events import is_answer
from question_bank.instructions import instruction
from question_bank.items import ItemContent, content_from_document
from question_bank.markup import render

ROOM_PICTURES = "/room/media/"


@dataclass(frozen=True)
class Reading:
    """The text that some questions next to each other share, to be read before the first of them."""

    first: int
    last: int
    text: Markup
    language: str

    @property
    def heading(self) -> str:
        """What the text is for."""
        if self.first == self.last:
            return f"Read this first: it belongs to question {self.first}"
        word = "and" if self.first + 1 == self.last else "to"
        return f"Read this first: it belongs to questions {self.first} {word} {self.last}"


@dataclass(frozen=True)
class ShownItem:
    """One question as this candidate sees it: options are (opaque id, text)."""

    position: int
    stem: Markup
    language: str
    options: tuple[tuple[str, Markup], ...]
    choice: str | None = None
    flagged: bool = False
    locked: bool = False
    several: bool = False
    instruction: str = ""
    reading: Reading | None = None

    @property
    def chosen(self) -> frozenset[str]:
        """The opaque ids that are chosen."""
        return frozenset((self.choice or "").split(".")) - {""}

    @property
    def is_answered(self) -> bool:
        """Whether anything is chosen."""
        return is_answer(self.choice)


@dataclass(frozen=True)
class Text:
    """The cleaned words of one item revision; its option ids and the code of its set stay on this side."""

    stem: Markup
    language: str
    options: dict[str, Markup]
    several: bool
    instruction: str
    scenario: str
    stimulus: Markup


def as_html(text: str, pictures: str = ROOM_PICTURES) -> Markup:
    """A text of an item as HTML; its pictures stand under this address and their digest."""
    return Markup(render(text, lambda digest: pictures + digest))


def cleaned(content: ItemContent, pictures: str = ROOM_PICTURES) -> Text:
    """The words of an item as HTML."""
    def shown(text: str) -> Markup:
        return as_html(text, pictures)

    return Text(shown(content.stem), content.language, {one.id: shown(one.text) for one in content.options},
                content.kind == "multiple", instruction(content), content.scenario, shown(content.stimulus))


def shown_item(position: int, text: Text, options, choice: str | None = None, flagged: bool = False) -> ShownItem:
    """One question; `options` are (opaque id, option id) in the order shown."""
    shown = tuple((opaque, text.options[option_id]) for opaque, option_id in options)
    return ShownItem(position, text.stem, text.language, shown, choice, flagged, several=text.several,
                     instruction=text.instruction)


def with_readings(rows: Sequence[tuple[ShownItem, Text]]) -> tuple[ShownItem, ...]:
    """The questions in order; those next to each other that belong to one set share what is read first."""
    found: list[ShownItem] = []
    for scenario, neighbours in groupby(rows, key=lambda row: row[1].scenario):
        together = list(neighbours)
        text = together[0][1]
        reading = Reading(together[0][0].position, together[-1][0].position, text.stimulus, text.language)
        found += [replace(item, reading=reading) if scenario else item for item, _ in together]
    return tuple(found)


def texts_of(revision_ids: list[str]) -> dict[str, Text]:
    """Cleaned once for each revision: a revision never changes, so its HTML does not either."""
    found = {key: CLEANED[key] for key in revision_ids if key in CLEANED}
    missing = [key for key in revision_ids if key not in found]
    if missing:
        asked = select(ItemRevision.id, ItemRevision.document).where(ItemRevision.id.in_(missing))
        fresh = {key: cleaned(content_from_document(document)) for key, document in db.session.execute(asked)}
        if len(CLEANED) + len(fresh) > MOST_CLEANED:
            CLEANED.clear()
        CLEANED.update(fresh)
        found |= fresh
    return found


CLEANED: dict[str, Text] = {}
MOST_CLEANED = 4096
