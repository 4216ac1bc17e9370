"""The rules on structure: each fault is found, named and placed, and the sample bank has none."""

from dataclasses import replace

import pytest

from question_bank.blueprint import shipped_blueprints
from question_bank.content import sample_bank
from question_bank.items import Option
from question_bank.lint import Known, faults_of, known_to
from question_bank.programs import shipped_programs
from tests.factories.world import item_content

KNOWN = known_to((program, shipped_blueprints()[program.exam.blueprint].document) for program in shipped_programs())
GOOD = item_content("x-1", tags=("ethics",))


def with_option(text: str):
    return replace(GOOD, options=(*GOOD.options[:3], Option("d", text, "Why d.")))


def codes(item, known: Known = KNOWN) -> list[tuple[str, str]]:
    return [(problem.place, problem.code) for problem in faults_of(item, known) if problem.severity == "error"]


def test_a_good_item_has_no_fault():
    assert codes(GOOD) == []


def test_the_sample_bank_has_no_fault_of_structure():
    assert [one for item in sample_bank() for one in faults_of(item, KNOWN) if one.blocks] == []


@pytest.mark.parametrize(("item", "place", "code"), [
    (replace(GOOD, competency="C99"), "competency", "IW-01"),
    (replace(GOOD, competency=""), "competency", "IW-01"),
    (replace(GOOD, tags=("ethic",)), "tags", "IW-01"),
    (replace(GOOD, level="hard"), "level", "IW-02"),
    (replace(GOOD, level=""), "level", "IW-02"),
    (replace(GOOD, references=()), "references", "IW-03"),
    (replace(GOOD, options=(*GOOD.options[:3], Option("d", "Four"))), "option 4", "IW-03"),
    (replace(GOOD, key="z"), "key", "IW-04"),
    (replace(GOOD, options=(*GOOD.options[:3], Option("b", "Four", "Why."))), "key", "IW-04"),
    (replace(GOOD, enemies=("x-1",)), "enemies", "IW-07"),
    (with_option("All of the above"), "option 4", "IW-17"),
    (with_option("Both A and B"), "option 4", "IW-17"),
    (with_option("None of these answers"), "option 4", "IW-18"),
    (with_option("a, b and c only"), "option 4", "IW-19"),
    (with_option("1 and 3"), "option 4", "IW-19"),
    (with_option("option A of x-1!"), "option 4", "IW-27"),
    (replace(GOOD, options=GOOD.options[:2]), "options", "IW-30"),
    (replace(GOOD, options=GOOD.options + tuple(Option(letter, letter * 9, "Why.") for letter in "ef")), "options",
     "IW-30"),
    (replace(GOOD, stem=" "), "stem", "IW-36"),
    (replace(GOOD, stem="a\x07b"), "stem", "IW-36"),
    (replace(GOOD, stem="a" * 4001), "stem", "IW-36"),
])
def test_each_fault_is_named_where_it_is(item, place, code):
    assert codes(item) == [(f"x-1, {place}", code)]


@pytest.mark.parametrize("text", ["All people of the above age", "A and his family", "Ask both of them", "5 to 10"])
def test_honest_options_are_not_mistaken_for_sweeping_ones(text):
    assert codes(with_option(text)) == []


def test_without_a_program_names_are_not_held_against_an_item():
    assert codes(replace(GOOD, competency="X", level="hard", tags=("new",)), Known()) == []
