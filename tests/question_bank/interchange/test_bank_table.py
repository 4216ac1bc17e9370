"""A bank as a table of figures: ids, cells and statistics, and a place for whatever is wrong."""

import pytest

from question_bank.interchange.bank_table import is_bank_table, read_bank_table
from question_bank.item_statistics import Statistics

HEAD = b"id,competency,level,tags,a,b,c,p,rpb,words,enemies,uses\n"


def test_a_table_becomes_items_and_their_statistics():
    rows = b"x-1,C01,recall,wrap;crisis,1.2,-0.5,0.2,0.7,0.3,41,x-2|x-3,4\n\nx-2,C01,,,,,,,,,,\n"
    table = read_bank_table(HEAD + rows)
    assert table.problems == []
    first, second = table.items
    assert (first.code, first.competency, first.level, first.tags, first.enemies) == (
        "x-1", "C01", "recall", ("wrap", "crisis"), ("x-2", "x-3"))
    assert table.statistics == {"x-1": Statistics(1.2, -0.5, 0.2, 0.7, 0.3, 41, 4), "x-2": Statistics()}
    assert second.level == ""


def test_an_empty_level_is_the_only_one_there_is():
    assert read_bank_table(HEAD + b"x-1,C01,,,,,,,,,,\n", ["any"]).items[0].level == "any"
    assert read_bank_table(HEAD + b"x-1,C01,,,,,,,,,,\n", ["recall", "judgement"]).items[0].level == ""


@pytest.mark.parametrize(("row", "place", "code"), [
    (b"x-1,C01,r,,oops,,,,,,,", "row 2, column a", "wrong-number"),
    (b"x-1,C01,r,,1,,1.5,,,,,", "row 2, column c", "wrong-number"),
    (b"x-1,C01,r,,1,,,,,,,-3", "row 2, column uses", "wrong-number"),
    (b"x-1,C01,r,,nan,inf,,,,,,", "row 2, column b", "wrong-number"),
    (b",C01,r,,,,,,,,,", "row 2", "no-code"),
    (b'x-1,"C01', "file", "not-well-formed"), (b"\xff,", "file", "not-well-formed")])
def test_each_problem_has_its_place(row, place, code):
    problem, = read_bank_table(HEAD + row).problems
    assert (problem.place, problem.code) == (place, code)


def test_an_id_that_stands_twice_is_refused_and_an_unknown_column_is_told():
    table = read_bank_table(b"id;competency;colour\nx-1;C01;red\nx-1;C02;blue\n")
    assert [(problem.code, problem.severity) for problem in table.problems] == [
        ("unknown-column", "warning"), ("duplicate-code", "error")]
    assert len(table.items) == 1


def test_a_table_of_figures_is_told_from_a_file_of_items():
    assert is_bank_table(b"\xef\xbb\xbfid,a,b\n")
    assert not is_bank_table(b"code,competency,level,stem\n")
    assert not is_bank_table(b"id,stem\n")
