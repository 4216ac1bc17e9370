"""Files that other programs wrote: each question is taken with its key or refused in words, and none disappears."""

import json
from pathlib import Path

import pytest

from question_bank.interchange import read_any
from question_bank.interchange.foreign_markup import translated
from question_bank.markup import keeps_whole

FOLDER = Path(__file__).parents[2] / "data" / "interchange"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


@pytest.mark.parametrize("name", EXPECTED)
def test_issue3_every_question_of_a_file_of_others_is_taken_with_its_key_or_refused_in_words(name):
    reading, expected = read_any(Path(name).name, (FOLDER / name).read_bytes()), EXPECTED[name]
    refused = [problem for problem in reading.problems if problem.severity == "error"]
    assert [sorted(item.right_options) for item in reading.items] == expected["keys"]
    assert [problem.code for problem in refused] == expected["refused"]
    assert len(reading.items) + len({problem.place for problem in refused}) == expected["found"]
    assert all(problem.place and problem.code and problem.message.endswith(".") for problem in reading.problems)


def test_every_file_of_others_is_read_and_has_its_origin():
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*")} - {"README.md", "expected.json"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize(("source", "text"), [
    ("<table><tr><td>1 &amp; 2</td></tr></table>", "<table><tbody><tr><td>1 & 2</td></tr></tbody></table>"),
    ("<section>\n<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></section>",
     "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"),
    ("<div>Look:<ul><li>a</li></ul></div>", "Look:<ul><li>a</li></ul>"), ("<td>a</td>", "a")])
def test_tables_and_lists_of_others_are_nested_as_browsers_nest_them(source, text):
    assert translated(source).text == text and keeps_whole(text)
