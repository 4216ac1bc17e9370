"""What the documents say about the writing rules is what the rule book says, and their example runs."""

import re

from question_bank.lint.rule_book import REVIEWERS_RULES, rule_table
from tests.support.building import ROOT

TEXT = (ROOT / "docs" / "bank.md").read_text(encoding="utf-8")


def test_the_table_of_the_documents_is_the_rule_book():
    assert "\n".join(rule_table()) in TEXT
    assert all(f"{rule.id}: {rule.question}" in TEXT for rule in REVIEWERS_RULES)


def test_the_example_of_the_documents_runs():
    [example] = [code for code in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL) if "bank_faults" in code]
    ran: dict = {}
    exec(compile(example, "docs/bank.md", "exec"), ran)
    assert ran["open_faults"] == []
