"""A program in words: every section says something, and a cut that is interim says so."""

from dataclasses import replace

import pytest

from exam.rules.program_words import cut_in_words, program_in_words
from question_bank.programs import shipped_programs

LONG, SHORT = shipped_programs()


@pytest.mark.parametrize("program", [LONG, SHORT], ids=["mo-cps", "mo-cps-25"])
def test_every_section_says_something_and_no_code_is_left(program):
    rows = [row for _, section in program_in_words(program) for row in section]
    assert all(label and value for label, value in rows)
    assert [value for _, value in rows if "_" in value] == []


def test_the_time_is_said_with_and_without_a_limit():
    times = [dict(row for _, rows in program_in_words(program) for row in rows)["Time"] for program in (LONG, SHORT)]
    assert times == ["2 hours", "no limit; the exam ends after 8 hours at the latest"]


def test_a_cut_says_where_it_comes_from():
    assert cut_in_words(LONG) == ("57 of 75 right answers: 75 percent, rounded up. Interim: no standard-setting study "
                                  "stands behind it yet.")
    cut = replace(LONG.exam.cut, method="angoff", value=61, interim=False)
    assert cut_in_words(replace(LONG, exam=replace(LONG.exam, cut=cut))) == "61 of 75 right answers (angoff)."
