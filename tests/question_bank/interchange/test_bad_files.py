"""Files with mistakes: each mistake is named with its place and what to do, and nothing is lost in silence."""

import csv
import io
import json

import pytest

from question_bank.interchange import read_any, read_file, write_any
from question_bank.items import document_of
from tests.factories.world import item_content

HEADER = ["code", "competency", "level", "stem", "option_a", "option_b", "option_c", "key", "tags", "fixed_order"]
GOOD = ["x-1", "C01", "recall", "What is it?", "One", "Two", "Three", "b", "ethics; wrap", "no"]


def csv_of(*rows, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def changed(**cells) -> list[str]:
    return [cells.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


def problems(name: str, data: bytes) -> list[tuple[str, str]]:
    return [(problem.place, problem.code) for problem in read_any(name, data).problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_csv_is_read_as_spreadsheet_programs_save_it(delimiter, encoding, end):
    item, = read_any("x.csv", csv_of(HEADER, GOOD, delimiter=delimiter, encoding=encoding, end=end)).items
    assert (item.code, item.key, item.tags, len(item.options)) == ("x-1", "b", ("ethics", "wrap"), 3)


def test_a_first_line_that_names_the_separator_is_no_row():
    reading = read_any("x.csv", b"sep=;\r\n" + csv_of(HEADER, GOOD, changed(code=""), delimiter=";"))
    assert [item.code for item in reading.items] == ["x-1"]
    assert reading.problems[0].place == "row 3, column code"


@pytest.mark.parametrize(("cells", "place", "code"), [
    ({"code": ""}, "row 3, column code", "no-code"),
    ({"code": "a b"}, "row 3, column code", "no-code"),
    ({"stem": " "}, "row 3, column stem", "no-stem"),
    ({"key": ""}, "row 3, column key", "no-key"),
    ({"key": "d"}, "row 3, column key", "key-not-a-choice"),
    ({"key": "a, b"}, "row 3, column key", "several-keys"),
    ({"option_b": "", "option_c": ""}, "row 3, column options", "fewer-than-two-choices"),
    ({"option_b": ""}, "row 3, column option_b", "empty-choice"),
    ({"option_c": "ONE"}, "row 3, column option_c", "duplicate-choice"),
    ({"fixed_order": "perhaps"}, "row 3, column fixed_order", "wrong-type"),
    ({"stem": "<script>x</script>"}, "row 3, column stem", "markup"),
    ({"option_a": "a \u202e b"}, "row 3, column option_a", "control-character"),
    ({"stem": "a \x07 b"}, "row 3, column stem", "control-character"),
    ({"stem": "long " * 900}, "row 3, column stem", "too-large"),
])
def test_a_mistake_in_a_row_is_named_and_the_other_rows_are_read(cells, place, code):
    data = csv_of(HEADER, changed(code="first"), changed(**cells), changed(code="last"))
    assert (place, code) in problems("x.csv", data)
    assert [item.code for item in read_any("x.csv", data).items] == ["first", "last"]


def test_every_row_is_either_accepted_or_refused():
    rows = [changed(code=f"x-{number}", key="b" if number % 3 else "z") for number in range(30)]
    reading = read_any("x.csv", csv_of(HEADER, *rows))
    assert len(reading.items) + len({problem.place.split(",")[0] for problem in reading.problems}) == 30


@pytest.mark.parametrize(("header", "place", "code"), [
    (HEADER[:-1] + ["fixed_oder"], "row 1, column 10", "unknown-column"),
    (HEADER[:-1] + ["stem"], "row 1, column 10", "duplicate-column"),
    (["id"] + HEADER[1:], "row 1", "missing-column"),
])
def test_a_mistake_in_the_headings_stops_everything(header, place, code):
    assert (place, code) in problems("x.csv", csv_of(header, GOOD))
    assert read_any("x.csv", csv_of(header, GOOD)).items == []


def test_a_cell_under_no_heading_is_not_dropped():
    assert problems("x.csv", csv_of(HEADER, [*GOOD, "lost"])) == [("row 2, column 11", "no-heading")]


def test_a_code_that_stands_twice_is_named():
    assert problems("x.csv", csv_of(HEADER, GOOD, GOOD)) == [("row 3, column code", "duplicate-code")]


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (b" \n ", "empty"), (csv_of(HEADER), "empty"),
    (csv_of(HEADER, GOOD, encoding="utf-16"), "encoding"),
    ("stem\né".encode("latin-1"), "encoding"),
    (b"code\x00,stem\n", "not-well-formed"),
    (csv_of(HEADER) + b'"open', "not-well-formed"),
    (csv_of(HEADER) + b'"a"b,c', "not-well-formed"),
])
def test_a_file_that_is_no_csv_is_refused_in_words(data, code):
    reading = read_any("x.csv", data)
    assert ([problem.code for problem in reading.problems], reading.items) == ([code], [])


@pytest.mark.parametrize(("text", "code"), [
    ("{", "not-well-formed"), ("[]", "no-items"), ('{"items": {}}', "no-items"),
    ('{"items": [], "x": 1}', "unknown-field"),
    ('{"items": [], "items": []}', "duplicate-field"), ('{"items": [], "schema": 2}', "unsupported-version"),
    ('{"items": [' + "[" * 200_000 + "]" * 200_000 + "]}", "not-well-formed"),
    ('{"items": [' + "9" * 5000 + "]}", "not-well-formed"), ('{"items": [3]}', "wrong-type"),
    ('{"items": [{"code": 3}]}', "wrong-type"),
])
def test_a_file_that_is_no_bank_is_refused_in_words(text, code):
    reading = read_any("x.json", text.encode())
    assert (code in [problem.code for problem in reading.problems], reading.items) == (True, [])


@pytest.mark.parametrize(("change", "place", "code"), [
    ({"colour": "red"}, "item 1 (x-1), colour", "unknown-field"),
    ({"tags": "ethics"}, "item 1 (x-1), tags", "wrong-type"),
    ({"tags": ["t"] * 51}, "item 1 (x-1), tags", "too-large"),
    ({"options": ["a"]}, "item 1 (x-1), options 1", "wrong-type"),
    ({"options": [{"id": "a", "text": "1", "right": True}]}, "item 1 (x-1), options 1.right", "unknown-field"),
    ({"fixed_order": "yes"}, "item 1 (x-1), fixed_order", "wrong-type"),
    ({"reviews": [{"on": 3}]}, "item 1 (x-1), reviews", "wrong-type"),
    ({"kind": "match"}, "item 1 (x-1), kind", "other-interaction:match"),
    ({"use": "exam"}, "item 1 (x-1), use", "unknown-use"),
    ({"key": "z"}, "item 1 (x-1), key", "key-not-a-choice"),
])
def test_a_mistake_in_an_item_is_named(change, place, code):
    text = json.dumps({"items": [{**document_of(item_content("x-1")), **change}, document_of(item_content("x-2"))]})
    assert (place, code) in problems("x.json", text.encode())
    assert [item.code for item in read_any("x.json", text.encode()).items] == ["x-2"]


def test_a_key_without_options_is_told_that_there_are_none():
    text = json.dumps({"items": [{**document_of(item_content("x-1")), "options": [], "key": "b"}]})
    said = [problem.message for problem in read_any("x.json", text.encode()).problems]
    assert said == ["0 options were found. Give 2 to 10.",
                    "The key 'b' names no option. There are no options. Add them, and name the right one."]


def test_every_problem_is_a_sentence_that_says_what_to_do():
    found = read_any("x.csv", csv_of(HEADER, changed(key="z", stem="", code="?"))).problems
    assert all(problem.message.endswith(".") and len(problem.message.split()) > 3 for problem in found)


def test_an_unknown_kind_of_file_names_the_kinds_that_are_known():
    problem, = read_any("bank.docx", b"x").problems
    assert problem.code == "unknown-format"
    assert all(ending in problem.message for ending in (".xlsx", ".xml", ".zip", ".aiken"))


def test_t40_a_file_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "bank.json"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)  # 100 MB that take no room on disk
    assert [problem.code for problem in read_file(path).problems] == ["too-large"]


def test_xlsx_numbers_dates_and_yes_are_taken_as_a_person_meant_them(tmp_path):
    data = write_any("xlsx", [item_content("7"), item_content("x-2", fixed_order=True)])
    assert [item.code for item in read_any("x.xlsx", data).items] == ["7", "x-2"]
