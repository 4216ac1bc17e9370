"""The table of assembly in a blueprint: what it says is read, and what no bank could keep is named with its line."""

import pytest

from question_bank.blueprint import SHIPPED, read_blueprint
from question_bank.programs.problems import ProgramError

TEXT = (SHIPPED / "mo-cps-25-sample.toml").read_text(encoding="utf-8")


def faults(*lines: str) -> list[tuple[str, str]]:
    with pytest.raises(ProgramError) as caught:
        read_blueprint(TEXT.replace("[assembly]", "[assembly]\n" + "\n".join(lines)))
    return [(problem.key, problem.sentence) for problem in caught.value.problems]


def test_every_rule_can_be_written():
    read = read_blueprint(TEXT.replace("[assembly]", """[assembly]
forms = 10
max_uses = 2
max_overlap = 6
anchor = { items = 5 }
information = { theta = [-1, 0, 1], target = [2, 3.5, 2], tolerance_percent = 1 }
difficulty = { mean_p = "common", p_tolerance = 0.01, mean_b = -0.5 }
"""))
    asked = read.assembly
    assert (asked.forms, asked.max_uses, asked.max_overlap, asked.anchor.size) == (10, 2, 6, 5)
    assert (asked.information.theta, asked.information.target) == ((-1.0, 0.0, 1.0), (2.0, 3.5, 2.0))
    assert (asked.difficulty.mean_p, asked.difficulty.mean_b) == ("common", -0.5)


@pytest.mark.parametrize(("line", "key", "words"), [
    ("forms = 0", "assembly.forms", "too small"),
    ("max_overlap = -1", "assembly.max_overlap", "too small"),
    ("max_overlap = 'few'", "assembly.max_overlap", "a whole number"),
    ("anchor = { items = 26 }", "assembly.anchor", "0 to 25 items"),
    ("anchor = { items = 3, ids = ['a'] }", "assembly.anchor", "more than once"),
    ("anchor = { counts = { C99 = 1 } }", "assembly.anchor.counts.C99", "no competency"),
    ("anchor = { counts = { C01 = 9 } }", "assembly.anchor.counts.C01", "from 0 to 2"),
    ("information = { theta = [0, 1], target = [3] }", "assembly.information.target", "a list of 2 numbers"),
    ("information = { theta = [50] }", "assembly.information.theta", "-10 to 10"),
    ("information = { theta = [0], tolerance_percent = 0 }", "assembly.information.tolerance_percent", "above 0"),
    ("difficulty = { mean_p = 1.5 }", "assembly.difficulty.mean_p", 'from 0 to 1, or "common"'),
    ("difficulty = { p_tolerance = 0.0 }", "assembly.difficulty.p_tolerance", "above 0"),
    ("max_uze = 2", "assembly.max_uze", "Did you mean 'max_uses'?")])
def test_what_cannot_be_kept_is_named(line, key, words):
    (found, sentence), = faults(line)
    assert (found, words in sentence) == (key, True), sentence


def test_an_overlap_smaller_than_the_anchor_is_a_contradiction():
    (key, sentence), = faults("max_overlap = 3", "anchor = { items = 5 }")
    assert key == "assembly.max_overlap"
    assert "the anchor alone makes any two forms share 5 items" in sentence
