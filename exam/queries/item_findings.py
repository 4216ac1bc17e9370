"""What the writing rules say of a text while it is written, in the words of its page; nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from exam.queries.item_sets import faults_of_item
from question_bank.items import ItemContent
from question_bank.lint import RULES_BY_ID, Fault, Rule


@dataclass(frozen=True)
class Warned:
    """A rule that warns: what it asks and on whose advice, what it sees here, and the reason for leaving it."""

    rule: str
    asks: str
    sentences: list[str]
    reason: str = ""


@dataclass(frozen=True)
class Findings:
    """What must be mended, what wants to be mended or given a reason, and what is only worth knowing."""

    must: list[str] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """How things stand in one sentence."""
        waiting = sum(not one.reason for one in self.warned)
        if self.must or waiting:
            return f"{len(self.must)} to mend, {waiting} to mend or give a reason."
        return "The writing rules ask for nothing more."

    @property
    def document(self) -> dict:
        """The same for the page's script."""
        return {"summary": self.summary, "must": self.must, "notes": self.notes,
                "warned": [{"rule": one.rule, "asks": one.asks, "sentences": one.sentences, "reason": one.reason}
                           for one in self.warned]}


def findings_of(content: ItemContent) -> Findings:
    """Everything that the rules see in this text."""
    faults = faults_of_item(content)
    warned: dict[str, list[Fault]] = {}
    for one in faults:
        if one.accepted or (one.severity == "warning" and one.code in RULES_BY_ID):
            warned.setdefault(one.code, []).append(one)
    left = [one for one in faults if one.code not in warned or one.blocks]
    return Findings([_said(one, content) for one in left if one.severity != "info"],
                    [Warned(rule, _asks(RULES_BY_ID[rule]), [_said(one, content) for one in rows if not one.blocks],
                            next((one.accepted for one in rows if one.accepted), "")) for rule, rows in warned.items()],
                    [_said(one, content) for one in left if one.severity == "info"])


def _asks(rule: Rule) -> str:
    return f"The rule: {rule.sentence} From: {rule.advice}."


def unfinished(sentences: Iterable[str]) -> Findings:
    """A text that is no item yet: what is missing, once each."""
    return Findings(must=list(dict.fromkeys(sentences)))


def _said(one: Fault, content: ItemContent) -> str:
    place = one.place.removeprefix(f"{content.code}, ").removeprefix(content.code).strip()
    return f"{place[:1].upper()}{place[1:]}: {one.message} ({one.code})" if place else f"{one.message} ({one.code})"
