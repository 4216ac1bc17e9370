"""The item-writing rules: what a machine can see of a faulty item, exam form or bank.

`faults_of(item, known)` looks at one item, `form_faults(positions, known, blueprint)` at an exam form, and
`bank_faults(items, known, blueprint, today)` at a bank. Errors block approval, a warning wants to be mended or a
recorded reason (`item.accepted`: rule id to reason), and an info is only worth knowing. `RULE_BOOK` lists the rules.
"""

from collections.abc import Iterable

from question_bank.items import ItemContent
from question_bank.lint import cues, editing, fairness, kinds, options, reading, stem
from question_bank.lint.bank import bank_faults
from question_bank.lint.exam_form import form_faults
from question_bank.lint.fault import Fault, with_reason
from question_bank.lint.known import Known, known_to
from question_bank.lint.reading import reading_grade
from question_bank.lint.rule_book import RULE_BOOK, RULES_BY_ID, Rule
from question_bank.lint.structure import RULES as STRUCTURE
from question_bank.lint.wording import Wording

ENGLISH = (*reading.RULES, *stem.RULES, *options.RULES, *cues.RULES, *fairness.RULES, *editing.RULES)


def faults_of(item: ItemContent, known: Known) -> list[Fault]:
    """Every fault of one item by the ids of the rules; each with the reason that is recorded for it.

    The rules on words are rules on English words, so an item in another language is held to its structure alone.
    """
    found = [problem for rule in (*STRUCTURE, *kinds.RULES) for problem in rule(item, known)]
    if item.language.partition("-")[0] == "en":
        wording = Wording(item, known)
        found += [problem for rule in ENGLISH for problem in rule(wording)]
    return sorted((with_reason(problem, item) for problem in found), key=lambda one: one.code)


def unanswered(items: Iterable[ItemContent], known: Known) -> list[Fault]:
    """The faults of many items that are still open: errors, and warnings without a recorded reason."""
    return [one for item in items for one in faults_of(item, known) if one.open]


__all__ = ["RULES_BY_ID", "RULE_BOOK", "Fault", "Known", "Rule", "bank_faults",
           "faults_of", "form_faults", "known_to", "reading_grade", "unanswered"]
