"""Every number of the rules comes from the program: changed there, another answer comes here."""

from dataclasses import fields, replace
from datetime import date

import pytest

from question_bank.items import ItemContent
from question_bank.lint import bank_faults, faults_of, form_faults
from question_bank.programs.lint_table import Lint
from tests.question_bank.lint.breaches import GOOD, TEXTS, item
from tests.question_bank.lint.test_many import MEN, STORY, WOMEN, fixed, longest, people, short
from tests.question_bank.lint.test_structure import KNOWN

LONG_KEY = item(texts=("x" * 120, "a" * 100, "b" * 100, "c" * 100))
SLIGHTLY_LONG_KEY = item(texts=("x" * 40, "a" * 30, "b" * 30, "c" * 30))
SHORT_SHARED = item(texts=("Read the mail first.", TEXTS[1], "Rest.", "Wait."))
APART = [replace(short(1), stem=STORY), replace(
    short(2), stem="Nora bakes bread on Monday with flour from the mill. What does her cousin do in spring with rent?")]
LIKE = [replace(short(number), stem=f"{told} by the old pond.") for number, told in enumerate(("Al sat", "Bo ran"))]
NEGATIVE = [replace(short(number), stem=f"Which is NOT one of {number}?") for number in range(2)]
READ = short(1, reviews=({"reviewer": "One", "on": "2026-01-01", "note": ""},))
DAY = date(2026, 11, 25)
ONE_ITEM = [
    ("scenario_stem_min_words", 40, "IW-02", GOOD), ("grade_warn", 0.5, "IW-09", GOOD),
    ("sentence_mean_words", 5, "IW-10", GOOD), ("sentence_max_words", 10, "IW-10", GOOD),
    ("stem_warn_words", 10, "IW-11", GOOD), ("option_warn_words", 5, "IW-11", GOOD),
    ("option_words_over_stem", 0.5, "IW-13", GOOD), ("key_length_ratio", 1.01, "IW-22", LONG_KEY),
    ("key_length_extra_chars", 5, "IW-22", SLIGHTLY_LONG_KEY), ("shared_word_min_letters", 3, "IW-23", SHORT_SHARED),
    ("options_min", 5, "IW-30", GOOD), ("options_max", 3, "IW-30", GOOD),
]
FORM = [
    ("negative_stems_max", 1, "IW-15", NEGATIVE), ("form_grade_mean_target", 0.5, "IW-09", [GOOD]),
    ("key_run_max", 3, "IW-29", fixed("abcdaaaabcdbcdbcdbcd")),
    ("key_position_tolerance", 0.01, "IW-29", fixed("abcd" * 10 + "acaa")),
    ("key_longest_share_max", 0.1, "IW-22", [*map(longest, range(4)), *map(short, range(4, 12))]),
]
BANK = [
    ("copied_run_words", 4, "IW-06", LIKE), ("similarity_max", 0.1, "IW-07", APART),
    ("similar_words_min", 3, "IW-07", [replace(short(1), stem="Does bakery money sleep?"), replace(
        short(2), stem="Will bakery money sleep?")]),
    ("name_uses_max", 1, "IW-33", people(["Alma", "Alma"])),
    ("pronoun_share_min", 0.49, "IW-33", people([*WOMEN, "Lena", "Mina", *MEN, "Felix", "Gus", "Hugo"])),
    ("reviewed_within_months", 3, "review", [READ]),
]


def known_with(value: str, number: float):
    return replace(KNOWN, thresholds=replace(KNOWN.thresholds, **{value: number}))


@pytest.mark.parametrize(("value", "number", "code", "one"), ONE_ITEM, ids=[row[0] for row in ONE_ITEM])
def test_the_numbers_of_one_item(value, number, code, one: ItemContent):
    assert code not in [fault.code for fault in faults_of(one, KNOWN)]
    assert code in [fault.code for fault in faults_of(one, known_with(value, number))]


@pytest.mark.parametrize(("value", "number", "code", "items"), FORM, ids=[row[0] for row in FORM])
def test_the_numbers_of_an_exam_form(value, number, code, items):
    positions = [(one, True) for one in items]
    assert code not in [fault.code for fault in form_faults(positions, KNOWN)]
    assert code in [fault.code for fault in form_faults(positions, known_with(value, number))]


@pytest.mark.parametrize(("value", "number", "code", "items"), BANK, ids=[row[0] for row in BANK])
def test_the_numbers_of_a_bank(value, number, code, items):
    assert code not in [fault.code for fault in bank_faults(items, KNOWN, today=DAY)]
    assert code in [fault.code for fault in bank_faults(items, known_with(value, number), today=DAY)]


def test_the_numbers_above_which_a_warning_is_an_error():
    for warn, error, code in (("stem_warn_words", "stem_error_words", "IW-11"), ("grade_warn", "grade_error", "IW-09")):
        strict = replace(KNOWN, thresholds=replace(KNOWN.thresholds, **{warn: 0.5, error: 1}))
        assert {fault.severity for fault in faults_of(GOOD, strict) if fault.code == code} == {"error"}


def test_no_number_of_the_program_is_left_out_here_but_the_one_that_needs_answers():
    numbers = {field.name for field in fields(Lint) if field.type in (int, float)}
    told = {row[0] for row in (*ONE_ITEM, *FORM, *BANK)} | {"stem_error_words", "grade_error", "distractor_min_share"}
    assert told == numbers
