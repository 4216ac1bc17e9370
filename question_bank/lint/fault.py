"""One breach of a rule: where, which rule, how grave, the words that show it, and the reason if one is recorded."""

from dataclasses import dataclass, replace

from question_bank.items import ItemContent
from question_bank.lint.rule_book import RULES_BY_ID
from question_bank.problems import Problem


@dataclass(frozen=True)
class Fault(Problem):
    """A problem with the `words` that triggered it. `accepted` is the recorded reason to leave it as it is.

    `quoted` marks words that somebody in the item says: there even an error of IW-32 may carry a reason.
    """

    words: tuple[str, ...] = ()
    accepted: str = ""
    quoted: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody still has to mend it or to record a reason."""
        return self.severity != "info" and not self.accepted

    @property
    def blocks(self) -> bool:
        """Whether it forbids approval whatever is recorded."""
        return self.severity == "error" and not self.accepted


def fault(rule: str, place: str, message: str, *words: str, severity: str = "", quoted: bool = False) -> Fault:
    """A breach of this rule, as grave as the rule book says first unless the rule said otherwise."""
    return Fault(place, rule, message, severity or RULES_BY_ID[rule].severities[0], tuple(words), "", quoted)


def with_reason(problem: Problem, item: ItemContent) -> Fault:
    """The same breach with the reason that the item records for its rule, where a reason may be given."""
    one = problem if isinstance(problem, Fault) else Fault(problem.place, problem.code, problem.message,
                                                           problem.severity)
    reason = item.accepted.get(one.code, "").strip()
    may_be_accepted = one.severity != "error" or (one.code == "IW-32" and one.quoted)
    return replace(one, accepted=reason) if reason and may_be_accepted else one


def said(words) -> str:
    """Words in quotation marks, for a sentence."""
    return ", ".join(f'"{word}"' for word in words)
