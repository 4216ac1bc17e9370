"""The examples of the document run as they stand."""

import re

from tests.support.building import ROOT

DOCUMENT = ROOT / "docs" / "psychometrics.md"
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_every_example_runs_and_keeps_its_word():
    blocks = BLOCK.findall(DOCUMENT.read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        exec(compile(block, str(DOCUMENT), "exec"), {})
