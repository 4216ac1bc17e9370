"""Files of answers and keys: what is accepted, and one clear sentence for everything else."""

import numpy as np
import pytest

from question_bank.psychometrics.answer_files import read_answers
from question_bank.psychometrics.answer_matrix import NOT_REACHED, OMITTED
from question_bank.psychometrics.cell_bytes import AT_ONCE
from tests.support.reference_data import answer_file, answers

RAW = "q1,q2,q3\nA,B,C\nB,B,\n,A,C\n"
KEY = "q1,q2,q3\nA,B,C\n"


def matrix(text: str | bytes, **facts):
    reading = read_answers(text if isinstance(text, bytes) else text.encode(), **facts)
    assert reading.matrix is not None, reading.problems
    return reading.matrix


def refusal(text: str | bytes, **facts):
    reading = read_answers(text if isinstance(text, bytes) else text.encode(), "answers.csv", **facts)
    assert reading.matrix is None
    return reading.problems[0]


def test_codes_are_scored_by_the_key_file():
    found = matrix(RAW, key=KEY.encode())
    assert found.right().sum(axis=0).tolist() == [1, 2, 2]
    assert found.answers[1, 2] == NOT_REACHED and found.answers[2, 0] == OMITTED


@pytest.mark.parametrize("key", [
    "q3,q1,q2\nC,A,B\n",
    "item,key\nq1,A\nq2,B\nq3,C\n",
    "item;key;options\nq1;A;A|B|C|D\nq2;B;A|B|C|D\nq3;C;A|B|C|D\n",
    "q1,A\nq2,B\nq3,C\n",
    "A,B,C\n",
    "A\nB\nC\n",
    "\ufeffitem\tkey\r\nq1\tA\r\nq2\tB\r\nq3\tC\r\n",
])
def test_a_key_may_lie_or_stand_with_or_without_names(key):
    assert matrix(RAW, key=key.encode()).right().sum(axis=0).tolist() == [1, 2, 2]


def test_a_key_can_accept_two_options_and_list_those_that_nobody_chose():
    found = matrix(RAW, key=b"item,key,options\nq1,A|B,A|B|C|D\nq2,B,A|B|C|D\nq3,C,A|B|C|D\n")
    assert found.right()[:, 0].tolist() == [True, True, False]
    assert found.options[0] == ("A", "B", "C", "D")


def test_the_first_row_is_the_key_only_when_that_is_said():
    assert answers("sat12_raw").n == 600
    untold = refusal(answer_file("sat12_raw"))
    assert (untold.place, untold.code) == ("answers.csv row 2, column i4", "key-needed")


def test_a_key_that_was_left_among_the_persons_is_noticed():
    reading = read_answers((b"q1,q2,q3\nA,B,C\nB,B,A\nA,A,C\n"), key=KEY.encode())
    assert reading.matrix.n == 3
    assert [(one.code, one.severity) for one in reading.problems] == [("perhaps-the-key", "warning")]
    sorted_by_score = ["A,B,C", "A,B,C", "A,A,A"]
    assert read_answers("\n".join(["q1,q2,q3", *sorted_by_score]).encode(), key=KEY.encode()).problems == []


def test_a_key_that_nobody_chose_is_a_warning():
    reading = read_answers(RAW.encode(), key=b"q1,q2,q3\na,B,C\n")
    assert "'a'" in reading.problems[0].message and reading.problems[0].severity == "warning"
    assert reading.matrix.options[0] == ("A", "B", "a")


@pytest.mark.parametrize("text", [
    "i1,i2\n1,0\n0,1\n,1\n", "i1;i2\r\n1;0\r\n0;1\r\n;1\r\n", "i1\ti2\r1\t0\r0\t1\r\t1\r", "\ufeffi1,i2\n1,0\n0,1\n,1",
    '"i1","i2"\n"1","0"\n"0","1"\n"","1"\n', "i1,i2\n1.0,0.0\n0.0,1.0\n,1.0\n", "i1,i2\n1,0\n0,1\nNA,1\n\n\n",
    'i1,i2,,\n1,0,,\n0,1,,\n,1,,\n', " i1 , i2 \n 1,0 \n0, 1\n  ,1\n", "i1,i2\n\n1,0\n\n0,1\n,1\n",
], ids=["commas", "semicolons", "tabs and old line ends", "mark", "quoted", "decimals", "NA", "empty columns", "blanks",
        "empty lines"])
def test_what_spreadsheets_and_statistics_programs_write_is_read_alike(text):
    found = matrix(text)
    assert found.answers.tolist() == [[1, 0], [0, 1], [OMITTED, 1]]
    assert found.items == ("i1", "i2") and found.scored


def test_utf_16_is_read():
    assert matrix("i1,i2\n1,0\n".encode("utf-16")).answers.tolist() == [[1, 0]]


def test_a_first_column_without_a_name_and_named_columns_are_labels():
    found = matrix(',team,i1,i2\n"p1",x,1,0\n"p2",y,0,1\n', group="team")
    assert (found.persons, found.groups, found.items) == (("p1", "p2"), ("x", "y"), ("i1", "i2"))
    found = matrix("who,i1\nann,1\nbob,0\n", person="who")
    assert (found.persons, found.items) == (("ann", "bob"), ("i1",))


def test_a_person_who_answered_nothing_is_still_a_person():
    for text in ("i1,i2\n1,0\n,\n0,1\n", 'i1,i2\n"1",0\n,\n0,1\n'):
        assert matrix(text).answers[1].tolist() == [NOT_REACHED, NOT_REACHED]


@pytest.mark.parametrize(("text", "place", "code", "words"), [
    ("", "file", "empty", "first row names the items"),
    ("i1,i2\n", "file", "no-rows", "no row of answers"),
    ("i1,i1\n0,1\n", "row 1, column 2", "duplicate-name", "columns 1 and 2"),
    ("0,1,0\n1,1,0\n", "row 1, column 3", "duplicate-name", "first row must hold the names"),
    ("i1,,i3\n0,1,1\n", "row 1, column 2", "no-name", "Name each item"),
    ("i1,i2\n1,0\n1\n0,1,1\n", "row 3", "ragged-row", "row 3 has 1, row 4 has 3"),
    ("i1,i2\n1,0\n1,2\n", "row 3, column i2", "key-needed", "says '2'"),
    (b"i1,i2\n1,\xff\n", "byte 9", "encoding", "CSV UTF-8"),
    (b"i1\n\x00\n", "file", "not-text", "Save the answers as CSV"),
])
def test_a_bad_file_is_refused_with_its_place_and_what_to_do(text, place, code, words):
    problem = refusal(text)
    assert (problem.place, problem.code) == (f"answers.csv {place}", code)
    assert words in problem.message


@pytest.mark.parametrize(("key", "code", "words"), [
    (b"q1,q2\nA,B\n", "no-key", "no key for 'q3'"),
    (b"q1,q1,q3\nA,B,C\n", "duplicate-name", "stands twice"),
    (b"item,key\nq1,A\nq1,B\n", "duplicate-name", "stands twice"),
    (b"A,B\n", "key-shape", "This is no key"),
])
def test_a_bad_key_is_refused_by_its_own_name(key, code, words):
    problem = refusal(RAW, key=key, key_name="key.csv")
    assert (problem.place, problem.code) == ("key.csv", code)
    assert words in problem.message


def test_a_key_of_a_whole_bank_is_used_with_a_word_on_what_was_not_needed():
    reading = read_answers(RAW.encode(), key=b"id,correct\nq1,A\nq2,B\nq3,C\nq9,A\n", key_name="key.csv")
    assert reading.matrix.right().sum(axis=0).tolist() == [1, 2, 2]
    noticed = reading.problems[-1]
    assert (noticed.place, noticed.code, noticed.severity) == ("key.csv", "unknown-item", "warning")
    assert "q9 (1 in all)" in noticed.message


def test_codes_that_are_no_listed_option_are_kept_and_said():
    reading = read_answers(RAW.encode(), key=b"item,key,options\nq1,A,A|B\nq2,B,B|C|D\nq3,C,A|B|C\n")
    noticed, = [one for one in reading.problems if one.code == "unknown-code"]
    assert (noticed.place, noticed.severity) == ("answers column q2", "warning")
    assert "Cells that say 'A', none of the options B, C, D: 1." in noticed.message
    assert reading.matrix.options[1] == ("B", "C", "D", "A")


def test_a_key_file_and_a_key_row_exclude_each_other():
    assert refusal(RAW, key=KEY.encode(), key_row=True).code == "two-keys"
    assert refusal("q1,q2\nA,\nA,B\n", key_row=True).code == "no-key"
    assert refusal("q1,q2\nA,B\n", key_row=True).code == "no-key"


def test_a_column_that_is_no_item_is_refused_by_name():
    rows = "".join(f"A,person {number}\n" for number in range(30))
    assert "'who' has 31 different answers" in refusal("q1,who\n" + rows, key=b"q1,who\nA,x\n").message
    assert "no column 'team'" in refusal("i1\n1\n", group="team").message


@pytest.mark.parametrize("last", ["E", "10", "option 5", "ninesigns"])
def test_many_rows_are_read_in_pieces_that_join_without_a_seam(last):
    draw = np.random.default_rng(4)
    codes = np.array(["A", "B", "C", "D", "", last])
    cells = codes[draw.integers(0, 6, (60_000, 20))]
    cells[:40_000][cells[:40_000] == last] = "A"  # it comes in a later piece only
    body = "\n".join(",".join(row) for row in cells.tolist())
    assert len(body) > AT_ONCE
    names = ",".join(f"q{n}" for n in range(20))
    found = matrix(f"{names}\n{body}\n", key=f"{names}\n{','.join('A' * 20)}\n".encode())
    assert set(found.options[0]) == {"A", "B", "C", "D", last} and len(set(found.options)) == 1
    shown = np.array([*found.options[0], "", ""])[found.answers]  # omitted and not reached count from the end
    assert (shown == cells).all()


def test_the_quick_and_the_careful_way_of_reading_agree():
    quick, quoted = answer_file("sat12_raw"), answer_file("sat12_raw").replace(b"\n1,", b'\n"1",')
    assert b'"' in quoted
    assert (matrix(quick, key_row=True).answers == matrix(quoted, key_row=True).answers).all()
