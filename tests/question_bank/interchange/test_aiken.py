"""Aiken as others write it, and what our own files keep."""

import pytest

from question_bank.interchange import read_any, write_any
from question_bank.interchange.aiken import losses, read
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
    ("Empty?\nA. a\nB. b\nANSWER:\n", "no-key")])
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
