"""What the page on the bank says of assembly is true: its example runs, and each key that it lists can be written."""

import re
from dataclasses import fields

from question_bank.blueprint import SHIPPED, read_blueprint
from question_bank.blueprint_assembly import Assembly
from tests.support.building import ROOT

TEXT = (ROOT / "docs" / "bank.md").read_text(encoding="utf-8")
SECTION = TEXT.split("## How a form is assembled")[1].split("\n## ")[0]


def test_the_example_runs():
    [example] = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    exec(compile(example, "docs/bank.md", "exec"), {})


def test_the_table_of_assembly_in_the_page_is_a_good_one():
    [table] = re.findall(r"```toml\n(.*?)```", SECTION, re.DOTALL)
    text = (SHIPPED / "mo-cps-sample.toml").read_text(encoding="utf-8")
    whole = re.sub(r"\[assembly\]\n.*?\n\n", table + "\n", text, count=1, flags=re.DOTALL)
    assert read_blueprint(whole).assembly.anchor.size == 15


def test_every_key_is_explained():
    said = set(re.findall(r"`(\w+)[`.]", SECTION.split("```toml")[0]))
    assert {field.name for field in fields(Assembly)} <= said
