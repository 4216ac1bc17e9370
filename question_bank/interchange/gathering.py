"""Items of a foreign file as they are found: each is taken or refused with a reason, and nothing disappears."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TypeVar

from question_bank.assets import Asset
from question_bank.effort import spend
from question_bank.interchange.foreign_markup import Translated
from question_bank.item_shape import item_from
from question_bank.item_sizes import MOST_ITEMS
from question_bank.items import ItemContent
from question_bank.problems import Problem

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST_NAME = 50
Question = TypeVar("Question")
LONGEST_QUESTION = 100_000  # characters of a text file: ten times what an item may hold


class Gathering:
    """Collects the items and the problems of one file. `found` counts every question that the file holds."""

    def __init__(self):
        self.items: dict[str, ItemContent] = {}
        self.problems: list[Problem] = []
        self.assets: dict[str, Asset] = {}
        self.found = 0
        self._given: dict[str, int] = {}  # by name, the number below which every code is taken

    def refuse(self, place: str, code: str, sentence: str) -> None:
        """One question of the file is not taken, and why."""
        self.problems.append(Problem(place, code, sentence))

    def notice(self, place: str, code: str, sentence: str) -> None:
        """Something of a question was left behind or changed."""
        self.problems.append(Problem(place, code, sentence, "warning"))

    def note_all(self, place: str, texts: list[Translated]) -> None:
        """The notices of translated texts, each once."""
        for code, sentence in dict.fromkeys(pair for text in texts for pair in text.notices):
            self.notice(place, code, sentence)

    def take(self, place: str, document: Mapping) -> None:
        """Take one question as a document of our own; its fields are checked as everywhere."""
        item, problems = item_from(document, lambda field: f"{place}, {field}")
        if item is None:
            self.problems.extend(problems)
        elif len(self.items) >= MOST_ITEMS:
            self.refuse(place, "too-large", f"The file holds more than {MOST_ITEMS} items. Split it.")
        elif item.code in self.items:
            self.refuse(place, "duplicate-code", f"A question above has the code {item.code} too. Give it another one.")
        else:
            self.items[item.code] = item

    def code_for(self, name: str, number: int) -> str:
        """A code made from a name, unlike those given before; items without a name are numbered."""
        plain = re.sub(r"[^A-Za-z0-9._:-]+", "-", name).strip("-._:")[:LONGEST_NAME].rstrip("-._:")
        plain = plain or f"item-{number}"
        again = self._given.get(plain, 1)
        while _numbered(plain, again) in self.items:
            again += 1
        self._given[plain] = again
        return _numbered(plain, again)

    def all_of(self, questions: Iterable[Question]) -> list[Question]:
        """The questions of a file; none of them, and one problem, where they are more than a bank may hold."""
        some = list(islice(questions, MOST_ITEMS + 1))
        if len(some) <= MOST_ITEMS:
            return some
        self.refuse("file", "too-large", f"The file holds more than {MOST_ITEMS} questions. Split it.")
        return []


def tell_lines(text: str) -> None:
    """Say what a walk over the lines of a text will take."""
    spend(0.6 * (text.count("\n") + text.count("\r")))


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def lettered(texts: list[str], reasons: list[str]) -> list[dict]:
    """Options in their order, with letters as their ids."""
    return [{"id": LETTERS[place] if place < len(LETTERS) else f"o{place + 1}", "text": text, "rationale": reason}
            for place, (text, reason) in enumerate(zip(texts, reasons, strict=True))]
