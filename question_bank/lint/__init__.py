"""The item-writing rules: what a machine can see of a faulty item. Errors block approval, warnings want a reason."""

from collections.abc import Iterable

from question_bank.items import ItemContent
from question_bank.lint.known import Known, known_to
from question_bank.lint.structure import RULES as STRUCTURE
from question_bank.problems import Problem

RULES = (*STRUCTURE,)


def faults_of(item: ItemContent, known: Known) -> list[Problem]:
    """Every fault of one item, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(item, known)]


def blocking(items: Iterable[ItemContent], known: Known) -> list[Problem]:
    """The faults of many items that forbid their approval."""
    return [problem for item in items for problem in faults_of(item, known) if problem.severity == "error"]


__all__ = ["RULES", "Known", "blocking", "faults_of", "known_to"]
