"""What the documents say about the writing rules is what the rule book says, and their example runs."""

import re

from question_bank.lint.rule_book import BASES, RULE_BOOK, RULES_BY_ID
from tests.support.building import ROOT

WHO = {"machine": "the linter", "part": "the linter in part, a reviewer for the rest", "reviewer": "a reviewer"}
TEXT = (ROOT / "docs" / "bank.md").read_text(encoding="utf-8")


def table() -> list[str]:
    """The rule book as the lines of the documents' table."""
    lines = ["| id | rule | basis | breach | seen by | values in `[lint]` |", "|---|---|---|---|---|---|"]
    return lines + [f"| {rule.id} | {rule.sentence} | {' '.join(rule.bases)} | {' / '.join(rule.severities) or '-'} | "
                    f"{WHO[rule.seen_by]} | {', '.join(f'`{value}`' for value in rule.values) or '-'} |"
                    for rule in RULE_BOOK]


def test_the_table_of_the_documents_is_the_rule_book():
    assert "\n".join(table()) in TEXT
    assert all(f"{rule.id}: {rule.question}" in TEXT for rule in RULE_BOOK if not rule.lintable)
    assert all(f"{sign} = {words.partition(',')[0]}" in TEXT for sign, words in BASES.items() if sign in "HNRC")
    assert RULES_BY_ID["IW-20"].advice == BASES["N"]


def test_the_example_of_the_documents_runs():
    [example] = [code for code in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL) if "bank_faults" in code]
    ran: dict = {}
    exec(compile(example, "docs/bank.md", "exec"), ran)
    assert ran["open_faults"] == []
