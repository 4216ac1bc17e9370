"""An item as the rules read it: its texts without markup, its question apart from its situation, its key apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from question_bank.items import ItemContent
from question_bank.lint.known import Known
from question_bank.lint.words import plain, sentences
from question_bank.programs.lint_table import Lint

ENDS = (".", "?", "!")


@dataclass(frozen=True)
class Wording:
    """One item with what is known; every text is made once."""

    item: ItemContent
    known: Known

    @property
    def values(self) -> Lint:
        """The thresholds of the program."""
        return self.known.thresholds

    @cached_property
    def stem(self) -> str:
        """The stem as it is read."""
        return plain(self.item.stem).strip()

    @cached_property
    def stimulus(self) -> str:
        """The text that several items share, as it is read."""
        return plain(self.item.stimulus).strip()

    @cached_property
    def options(self) -> list[str]:
        """The options as they are read."""
        return [plain(option.text).strip() for option in self.item.options]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The ids of the right options."""
        return frozenset(self.item.right_options)

    @cached_property
    def right(self) -> list[str]:
        """The texts of the right options."""
        return [text for option, text in zip(self.item.options, self.options, strict=True) if option.id in self.keys]

    @cached_property
    def wrong(self) -> list[str]:
        """The texts of the distractors."""
        return [text for option, text in zip(self.item.options, self.options, strict=True)
                if option.id not in self.keys]

    @cached_property
    def stem_sentences(self) -> list[str]:
        """The sentences of the stem."""
        return sentences(self.stem)

    @property
    def question(self) -> str:
        """The sentence that asks: the last one of the stem."""
        return self.stem_sentences[-1] if self.stem_sentences else ""

    @property
    def is_completion(self) -> bool:
        """Whether the options finish the sentence of the stem."""
        return not self.stem.rstrip("\"'\u201d\u2019) ").endswith(ENDS)

    def place(self, part: str) -> str:
        """A place in words, such as `x-1, option 2`."""
        return f"{self.item.code}, {part}"

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything that a candidate reads, as (place, text)."""
        if self.stimulus:
            yield self.place("stimulus"), self.stimulus
        yield self.place("stem"), self.stem
        for number, text in enumerate(self.options, start=1):
            yield self.place(f"option {number}"), text

    def options_with_places(self) -> Iterator[tuple[str, str, bool]]:
        """Each option as (place, text, whether it is right)."""
        for number, (option, text) in enumerate(zip(self.item.options, self.options, strict=True), start=1):
            yield self.place(f"option {number}"), text, option.id in self.keys
