"""What a file of questions brings: each item is taken or refused in words, and none is lost between the two."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from question_bank.assets import Asset
from question_bank.effort import spend
from question_bank.interchange.qti.refusals import ItemRefused, Notices
from question_bank.item_checks import CODE
from question_bank.item_shape import item_from
from question_bank.item_sizes import MOST_ITEMS, SIZES
from question_bank.items import ItemContent
from question_bank.problems import Problem

EMPTIED = ("empty-choice", "duplicate-choice", "no-stem")


@dataclass
class Gathered:
    """The items by code, every problem, the pictures, and where each item came from."""

    items: dict[str, ItemContent] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    assets: dict[str, Asset] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)
    found: int = 0

    def take(self, source: str, identifier: str, pictures: dict[str, Asset],
             document: Callable[[Notices], dict]) -> None:
        """Read one item; `document` gives its fields or raises ItemRefused."""
        notices = self._begun(source)
        try:
            fields = {**document(notices), "code": code_for(identifier, notices)}
            fields["title"] = _title(fields.get("title", ""), identifier, notices)
            item, problems = item_from(fields, lambda name: f"{source}, {name}")
        except ItemRefused as refused:
            item, problems = None, [Problem(source, refused.code, str(refused))]
        if item is None and any(one.code == "media-dropped" for one in notices.found):
            problems = list(dict.fromkeys(_without_pictures(source, one) for one in problems))
        self._ended(item, source, problems, notices.found)
        if item is not None and self.items.get(item.code) is item:
            self.assets.update({digest: pictures[digest] for digest in item.assets if digest in pictures})

    def take_whole(self, source: str, item: ItemContent, pictures: dict[str, Asset]) -> None:
        """Take an item that needs no reading."""
        self._begun(source)
        self._ended(item, source, [], [])
        self.assets.update({digest: pictures[digest] for digest in item.assets if digest in pictures})

    def refuse(self, source: str, code: str, sentence: str) -> None:
        """Refuse one item, or a file that should hold one."""
        self.found += 1
        self.problems.append(Problem(source, code, sentence))

    def note(self, place: str, code: str, sentence: str, severity: str = "info") -> None:
        """Say something about the file as a whole."""
        self.problems.append(Problem(place, code, sentence, severity))

    def _begun(self, source: str) -> Notices:
        self.found += 1
        spend(60)
        if self.found > MOST_ITEMS:
            raise ItemRefused("too-large", f"The file holds more than {MOST_ITEMS} items. Split it.")
        return Notices(source)

    def _ended(self, item: ItemContent | None, source: str, problems: list[Problem], notices: list[Problem]) -> None:
        if item is not None and item.code in self.items:
            problems = [Problem(source, "duplicate-code", f"Another question, {self.sources[item.code]}, has the same "
                                "identifier. Give each its own.")]
        elif item is not None:
            self.items[item.code], self.sources[item.code] = item, source
        self.problems += [*problems, *(notices if not problems else [])]


def code_for(identifier: str, notices: Notices) -> str:
    """The code of an item: its identifier, or one made of it that no other identifier is made into."""
    identifier = unicodedata.normalize("NFC", identifier).strip()
    if CODE.fullmatch(identifier):
        return identifier
    plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode()
    fit = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")[:48]
    code = f"{fit or 'item'}-{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"
    notices.note("code-changed", f"The identifier {identifier[:80]!r} became the code {code}.", "info")
    return code


def _title(title: str, identifier: str, notices: Notices) -> str:
    title = title.strip()
    if len(title) > SIZES["title"]:
        notices.note("text-shortened", "The title was too long and was cut.")
        return title[:SIZES["title"]].strip()
    return "" if title == identifier else title


def _without_pictures(source: str, problem: Problem) -> Problem:
    """Where a text is empty because its picture could not be taken, the picture is what is missing."""
    if problem.code not in EMPTIED:
        return problem
    return Problem(source, "missing-file", "Without its pictures the question is empty. Import the whole package, with "
                   "PNG, JPEG or GIF pictures.")
