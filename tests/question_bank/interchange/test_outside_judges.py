"""Programs of other people judge our files: one writes what we read, two read what we write, and the keys agree."""

import io
import zipfile

import pytest
from moodle_xml_parser import parser as moodle_parser
from onyx2moodle import parser as onyx_parser
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from question_bank.content import sample_bank
from question_bank.interchange import read_any, write_any
from question_bank.interchange.foreign_markup import spelled
from tests.factories.world import item_content

QUIZ = """Quiz title: Confidentiality
Quiz description: Four questions

Title: Who reads it
1.  Who may *read* a sealed file & its 2 notes?
a)  Anybody
... Not so.
*b) The person, if age < 90
... It is theirs.
c)  A neighbour

2.  The sun is cold.
a)  True
*b) False

3.  Which are colours?
[*] red
[ ] loud
[*] blue

4.  What is 1 + 1?
=   2
"""
SEVERAL = item_content("m-1", kind="multiple", key="", keys=("a", "c"), stem="Which = two {of} these: a ~ or #1?")


@pytest.fixture(scope="module")
def bank():
    """Every ninth item of the sample bank, and one with several right options and signs that formats use."""
    return [*sample_bank()[::9], SEVERAL]


def test_issue3_what_text2qti_writes_for_canvas_is_read_with_its_keys():
    reading = read_any("quiz.zip", QTI(Quiz(QUIZ, config=Config(), source_name="quiz.txt")).zip_bytes())
    told = [(item.kind, item.stem, [one.text for one in item.options if one.id in item.right_options])
            for item in reading.items]
    assert told == [
        ("single", "Who may <em>read</em> a sealed file & its 2 notes?", ["The person, if age &lt; 90"]),
        ("true_false", "The sun is cold.", ["False"]), ("multiple", "Which are colours?", ["red", "blue"])]
    assert [one.rationale for one in reading.items[0].options] == ["Not so.", "It is theirs.", ""]
    assert [one.code for one in reading.problems if one.severity == "error"] == ["other-interaction:numerical"]


def test_issue3_onyx2moodle_finds_the_options_and_keys_of_our_qti(bank, tmp_path):
    with zipfile.ZipFile(io.BytesIO(write_any("qti21", bank))) as package:
        package.extractall(tmp_path)
    told = {read.identifier: read for read in map(onyx_parser.parse_item, tmp_path.glob("items/*.xml"))}
    for item in bank:
        read, (interaction,) = told[item.code], told[item.code].interactions
        assert sorted(read.response_decls["RESPONSE"].correct_values) == sorted(item.right_options)
        assert [(one.identifier, spelled(one.html)) for one in interaction.choices] == [
            (one.id, spelled(one.text)) for one in item.options]


def test_issue3_a_parser_of_moodle_xml_finds_the_options_and_keys_of_ours(bank):
    questions = moodle_parser.parse_bytes(write_any("moodle", bank))["multichoice"]
    choices = [item for item in bank if item.kind != "true_false"]
    for item, question in zip(choices, questions, strict=True):
        assert [spelled(one.answer) for one in question.options] == [spelled(one.text) for one in item.options]
        assert [place for place, one in enumerate(question.options) if one.score_fraction > 0] == [
            place for place, one in enumerate(item.options) if one.id in item.right_options]
        assert question.single == (item.kind == "single")
