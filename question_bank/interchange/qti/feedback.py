"""Feedback, kept as the reasons why options are right or wrong: whose it is, is seen by when it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from question_bank.interchange.foreign_markup import escaped

BLOCK = ("<p>", "<ul>", "<ol>", "<blockquote>", "<table>")


@dataclass
class Reasons:
    """Texts for each option and for the item as a whole, in the order in which they came."""

    choices: Sequence[str]
    by_choice: dict[str, list[str]] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)

    def add(self, text: str, shown_for: frozenset[str], owner: str = "") -> None:
        """Keep one text: with the option it belongs to, or that alone brings it up; else with the item."""
        if not text:
            return
        of = owner if owner in self.choices else next(iter(shown_for)) if len(shown_for) == 1 else ""
        kept = self.by_choice.setdefault(of, []) if of else self.general
        if text not in kept:
            kept.append(text)

    def of(self, choice: str) -> str:
        """The whole text of one option."""
        return together(self.by_choice.get(choice, []))


def together(texts: Sequence[str]) -> str:
    """Several texts as one; each stands in a paragraph of its own when there are several."""
    if len(texts) == 1:
        return texts[0]
    return "".join(text if text.startswith(BLOCK) else f"<p>{text}</p>" for text in texts)


def titled(title: str | None, text: str) -> str:
    """A text under its title, where it has one."""
    title = " ".join((title or "").split())
    return together([f"<strong>{escaped(title)}</strong>", text]) if title and text else text


def is_shown(values: Mapping[str, object], outcome: str | None, identifier: str | None) -> bool:
    """Whether these outcomes bring up a feedback."""
    value = values.get(outcome or "")
    return identifier in value if isinstance(value, list) else value == identifier and value is not None
