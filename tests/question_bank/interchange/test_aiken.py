"""Aiken as others write it, and what our own files keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.interchange import read_any, write_any
from question_bank.interchange.aiken import _questions as questions_of
from question_bank.interchange.aiken import losses, read
from question_bank.interchange.gathering import Gathering
from tests.factories.world import item_content

GOOD = "What is 2 < 3?\nSecond line.\nA. Right & true\nB) Wrong\n\nC. Other\nANSWER: A\n"


def test_a_question_is_taken_with_its_options_and_key():
    [item], problems, _ = read(GOOD.encode())
    assert problems == []
    assert (item.stem, item.key) == ("What is 2 &lt; 3? Second line.", "a")
    assert [option.text for option in item.options] == ["Right &amp; true", "Wrong", "Other"]


@pytest.mark.parametrize(("text", "code"), [
    ("No answer?\nA. a\nB. b\n", "no-key"), ("Two?\nA. a\nB. b\nANSWER: A, B\n", "several-keys"),
    ("Gone?\nA. a\nB. b\nANSWER: D\n", "key-not-a-choice"), ("Gap?\nA. a\nC. c\nANSWER: A\n", "not-well-formed"),
    ("One?\nA. a\nANSWER: A\n", "fewer-than-two-choices"), ("Same?\nA. a\nB. A\nANSWER: A\n", "duplicate-choice"),
    ("Empty?\nA. a\nB. b\nANSWER:\n", "no-key"),
    ("Long?\nA. begins\nand goes on\nB. b\nANSWER: A\n", "not-well-formed"),
    ("Long?\nA. a\nB. begins\nand goes on\nANSWER: A\n", "not-well-formed"),
    ("ANSWER: B\n", "not-well-formed"), ("Huge?\n" + "more\n" * 30_000 + "A. a\nB. b\nANSWER: A\n", "too-large")])
def test_each_question_that_is_not_taken_says_why_and_the_others_are(text, code):
    items, problems, _ = read((GOOD + "\n" + text).encode())
    assert len(items) == 1
    assert [problem.code for problem in problems] == [code]
    assert "question 2 (line 9)" in problems[0].place


def test_our_file_keeps_question_options_and_key_and_says_what_it_loses():
    item = item_content("x-1", stem="Is <em>A & B</em> right?")
    written = write_any("aiken", [item])
    assert written.decode().startswith("Is A & B right?\nA. Option a of x-1\n")
    reading = read_any("bank.txt", written)
    assert (reading.format, reading.problems) == ("aiken", [])
    assert [(option.text, reading.items[0].key) for option in reading.items[0].options] == [
        (option.text, item.key) for option in item.options]
    assert [problem.severity for problem in losses([item])] == ["warning"]


def test_a_question_with_several_keys_is_not_written_and_is_named_as_an_error():
    several = item_content("x-2", kind="multiple", key="", keys=("a", "b"))
    assert write_any("aiken", [several]) == b""
    assert [(problem.place, problem.code, problem.severity) for problem in losses([several])] == [
        ("x-2", "several-keys", "error")]


FEW = "Second?\nA. a\nB. b\nANSWER: B\n"


def read_codes(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    items, problems, _ = read(text.encode())
    return [item.stem for item in items], [(problem.place, problem.code) for problem in problems]


def test_a_question_without_an_answer_ends_at_a_blank_line_and_the_next_is_read_by_itself():
    assert read_codes("First?\nA. a\nB. b\n\n" + FEW) == (["Second?"], [("question 1 (line 1)", "no-key")])
    assert read_codes("First?\nA. a\n\nB. b\n\nANSWER: A\n\n" + FEW) == (["First?", "Second?"], [])


def test_a_question_without_an_answer_and_without_a_blank_line_takes_no_text_of_the_next_in_silence():
    assert read_codes("First?\nA. a\nB. b\n" + FEW) == ([], [("question 1 (line 1)", "not-well-formed")])


def test_a_line_below_an_answer_belongs_to_the_next_question_unless_it_is_a_single_letter():
    good = "First?\nA. a\nB. b\nANSWER: A\n"
    assert read_codes(good + "Part two.\n" + FEW) == (["First?", "Part two. Second?"], [])
    assert read_codes(good + "B\n" + FEW) == (["First?"], [("question 2 (line 5)", "not-well-formed")])
    assert read_codes(good + "B.\n" + FEW) == (["First?"], [("question 2 (line 5)", "not-well-formed")])
    assert read_codes(good + "\nB\n" + FEW) == (["First?", "B Second?"], [])


def test_issue3_an_option_needs_no_space_after_the_letter_whose_turn_it_is():
    items, problems, _ = read(b"What grows?\nA)E.coli\n\nB.D.radiodurans\nANSWER: B\n\n" + FEW.encode())
    assert [option.text for option in items[0].options] == ["E.coli", "D.radiodurans"]
    assert (items[0].key, items[1].stem, problems) == ("b", "Second?", [])
    assert read_codes("What is\nE.coli?\nA. a\nB. b\nANSWER: A") == (["What is E.coli?"], [])


LINES = st.sampled_from(["What?", "More.", "A. a", "B. b", "C) c", "A", "", "", "ANSWER: A", "ANSWER: B", "ANSWER:"])


@given(st.lists(LINES, max_size=20))
def test_every_question_found_is_taken_or_refused_and_every_line_belongs_to_one(lines):
    text = "\n".join(lines)
    gathered = Gathering()
    found = gathered.all_of(questions_of(text))
    items, problems, _ = read(text.encode())
    refused = {problem.place.partition(",")[0] for problem in problems}
    assert len(items) + len(refused) == len(found)
    kept = sum(len(one.stem) + len(one.options) + (one.answer is not None) for one in found if not one.trouble)
    lost = [one for one in found if one.trouble]
    assert lost or kept == sum(1 for line in lines if line)
