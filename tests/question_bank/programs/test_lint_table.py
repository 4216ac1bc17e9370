"""The numbers of the writing rules: read from the program file, and refused where no rule could go by them."""

import pytest

from question_bank.programs import ProgramError, read_program, shipped_programs

[SHIPPED] = [program for program in shipped_programs() if program.id == "mo-cps"]


def read(lines: str):
    head = 'extends = "mo-cps/2026.1"\nid = "mine"\nversion = "1"\n[lint]\n'
    return read_program(head + lines, "mine.toml", {"mo-cps/2026.1": SHIPPED.document}.get)


def test_a_program_sets_its_own_numbers_and_terms():
    program = read('grade_warn = 7\nterms = [{ avoid = "client", prefer = "peer" }]\n')
    assert (program.lint.grade_warn, program.lint.grade_error) == (7.0, 12.0)
    assert [(term.avoid, term.prefer) for term in program.lint.terms] == [("client", "peer")]


@pytest.mark.parametrize(("line", "key", "words"), [
    ("grade_warn = 13", "lint.grade_warn", "is above lint.grade_error"),
    ("stem_warn_words = 130", "lint.stem_warn_words", "is above"),
    ("options_min = 6", "lint.options_min", "is above"),
    ("key_longest_share_max = 40", "lint.key_longest_share_max", "at most 1"),
    ("similarity_max = 0", "lint.similarity_max", "above 0"),
    ("key_run_max = -1", "lint.key_run_max", "above 0"),
    ("negative_stems_max = -1", "lint.negative_stems_max", "above 0"),
    ('terms = [{ avoid = "client" }]', "lint.terms", "needs both"),
    ("grade_warning = 9", "lint.grade_warning", "Did you mean 'grade_warn'"),
])
def test_a_number_that_makes_no_sense_is_refused_with_its_line(line, key, words):
    with pytest.raises(ProgramError) as refused:
        read(line + "\n")
    [problem] = refused.value.problems
    assert (problem.key, problem.line) == (key, 5)
    assert words in problem.sentence


def test_none_is_a_number_of_negative_stems():
    assert read("negative_stems_max = 0\n").lint.negative_stems_max == 0
