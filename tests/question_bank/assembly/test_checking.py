"""The checker finds each rule broken, one by one, and quality is plain data that says the same."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from question_bank.assembly import assemble
from question_bank.assembly.checking import checks_of, faults
from question_bank.assembly.quality import quality_of
from question_bank.blueprint import blueprint_from_document, shipped_blueprints
from question_bank.item_statistics import Statistics
from tests.factories.world import contents_for
from tests.support.building import ROOT

SMALL = shipped_blueprints()["mo-cps-25-sample/1"]
ASKED = blueprint_from_document({**SMALL.document, "assembly": {
    **SMALL.document["assembly"], "forms": 2, "max_uses": 1, "max_overlap": 3, "anchor": {"items": 3},
    "reading_words_max": 25 * 19, "information": {"theta": [0], "target": "common", "tolerance_percent": 5},
    "difficulty": {"mean_p": 0.6, "p_tolerance": 0.05}}})
BANK = [item for number in range(3) for item in contents_for(SMALL, f"s{number}")]
FIGURES = {item.code: Statistics(1.0, 0.1, 0.0, 0.6, 0.3) for item in BANK}
DRAWN = assemble(ASKED, BANK, seed=1, statistics=FIGURES)
FORMS = [form.positions for form in DRAWN.forms]


def broken(forms=FORMS, figures=FIGURES, bank=BANK, **facts) -> set[str]:
    return {check.rule for check in faults(checks_of(ASKED, forms, bank=bank, statistics=figures,
                                                     anchor=DRAWN.anchor, **facts))}


def changed(place: int = 0, **facts) -> list:
    """The forms with one item of the first made otherwise."""
    first = [(replace(item, **facts), counts) if number == place else (item, counts)
             for number, (item, counts) in enumerate(FORMS[0])]
    return [first, FORMS[1]]


def test_nothing_is_broken_on_what_was_drawn():
    assert broken() == set()


@pytest.mark.parametrize(("facts", "rule"), [
    ({"level": "none"}, "none"), ({"language": "es"}, "Items in another language"),
    ({"stem": "so " * 400}, "Reading load"), ({"enemies": (FORMS[0][5][0].code,)}, "Enemies that meet"),
    ({"tags": ("part2",) * 3}, "Tag part2")])
def test_a_changed_item_breaks_its_rule(facts, rule):
    assert any(rule in name for name in broken(changed(**facts)))


def test_rules_over_all_forms_are_found_broken():
    assert {"Most uses of one item", "Items in common"} <= broken([FORMS[0], FORMS[0]])
    assert "Anchor items on every form" in broken([[row for row in FORMS[0] if row[0].code not in DRAWN.anchor],
                                                   FORMS[1]])
    assert "Items that stand twice" in broken([[*FORMS[0][:-1], FORMS[0][0]], FORMS[1]])
    assert "Items that count" in broken([FORMS[0][:-1], FORMS[1]])
    assert "Pretest items" in broken([[(FORMS[0][0][0], False), *FORMS[0][1:]], FORMS[1]])
    assert broken(avoid={FORMS[0][0][0].code}) == {"Items to be avoided"}


def test_a_torn_scenario_set_is_found_broken():
    inside = FORMS[0][0][0]
    outside = next(item for item in BANK if item.code not in {one.code for one, _ in FORMS[0]})
    bank = [replace(item, scenario="s") if item.code in (inside.code, outside.code) else item for item in BANK]
    assert broken(changed(scenario="s"), bank=bank) == {"Scenario sets that are not whole"}


def test_figures_out_of_their_bands_are_found_broken():
    easier = {code: replace(known, p=0.9) for code, known in FIGURES.items()}
    assert broken(figures=easier) == {"Mean p"}
    own = {item.code for item, _ in FORMS[0]} - set(DRAWN.anchor)
    sharper = {code: replace(known, a=2.0) if code in own else known for code, known in FIGURES.items()}
    assert broken(figures=sharper) == {"Information at 0"}
    used = {code: replace(known, uses=1) for code, known in FIGURES.items()}
    assert broken(figures=used) == {"Most uses of one item"}


def test_quality_is_plain_data():
    checks = checks_of(ASKED, FORMS, bank=BANK, statistics=FIGURES, anchor=DRAWN.anchor)
    quality = quality_of(ASKED, FORMS, checks, statistics=FIGURES)
    assert quality.overlap == ((25, 3), (3, 25))
    assert [figures.mean_p for figures in quality.figures] == [pytest.approx(0.6)] * 2
    assert quality.figures[0].information[quality.theta.index(0.0)] == pytest.approx(
        sum(FIGURES[item.code].information(0.0) for item, _ in FORMS[0]))
    row = next(row for row in quality.conformance if row.rule == "C10 judgement")
    assert (row.least, row.most, row.held, row.met) == (2, 2, (2, 2), True)
    assert json.loads(json.dumps(quality.document))["overlap"] == [[25, 3], [3, 25]]


def test_p8_checker_and_quality_open_no_solver():
    code = ("import sys, question_bank.assembly.checking, question_bank.assembly.quality; "
            "print([name for name in ('highspy', 'numpy') if name in sys.modules])")
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "[]", ended.stderr
