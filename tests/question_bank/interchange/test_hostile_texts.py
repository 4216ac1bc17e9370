"""Text files made to harm: one clear sentence, and no more work than an honest file makes."""

import time
import tracemalloc

import pytest

from question_bank import effort
from question_bank.interchange import gathering, read_any
from question_bank.interchange.gift import reading as gift_reading

BLOCK_OF_ATTRIBUTES = b"[html]<b" + b"".join(b" a%d" % one for one in range(14_000)) + b">{=a ~b}\n\n"
HOSTILE = {
    "a million options": ("b.gift", lambda: b"Q {\n=a\n" + b"~b\n" * 1_000_000 + b"}", "too-large"),
    "ten thousand options": ("b.gift", lambda: b"Q {\n=a\n" + b"~b\n" * 10_000 + b"}", "too-many-choices"),
    "four million braces": ("b.gift", lambda: b"{" * 4_000_000, "too-large"),
    "braces enough for a block": ("b.gift", lambda: b"{" * 90_000, "not-well-formed"),
    "two million elements": ("b.gift", lambda: b"[html]" + b"<b>" * 2_000_000 + b"{=a ~b}", "too-large"),
    "elements enough for a block": ("b.gift", lambda: b"[html]" + b"<b>" * 30_000 + b"{=a ~b}", "not-well-formed"),
    "feedback without end": ("b.gift", lambda: b"Q {=a ~b" + b"# " * 49_000 + b"}", "too-large"),
    "labels that never end": ("b.gift", lambda: b"// " + b"[tag:" * 1_000_000 + b"\nQ {=a ~b}", "too-large"),
    "labels enough for a block": ("b.gift", lambda: b"// " + b"[tag:" * 18_000 + b"\nQ {=a ~}", "empty-choice"),
    "a folder of spaces": ("b.gift", lambda: b"$CATEGORY: a" + b" " * 4_000_000 + b"b\n\nQ {=a ~}", "empty-choice"),
    "a million questions of GIFT": ("b.gift", lambda: b"Q {=a~b}\n\n" * 500_000, "too-large"),
    "many questions of Aiken": ("b.txt", lambda: b"Q?\nA. a\nB. b\nANSWER: A\n\n" * 250_000, "too-large"),
    "many blocks of elements": ("b.gift", lambda: (b"[html]" + b"<p>" * 32_000 + b"{=a ~b}\n\n") * 84, "too-large"),
    "many blocks of attributes": ("b.gift", lambda: BLOCK_OF_ATTRIBUTES * 84, "too-large"),
    "many blocks of options": ("b.gift", lambda: (b"Q {=a" + b"~b\n" * 32_000 + b"}\n\n") * 84, "too-large"),
    "many blocks of escapes": ("b.gift", lambda: (b"\\{" * 49_000 + b"{=a ~b}\n\n") * 84, "too-large"),
    "many small questions of markup": ("b.gift", lambda: b"".join(
        b"%d<i>" % one + b"<i>" * 149 + b"{=a ~%d" % one + b"<i>" * 150 + b"}\n\n" for one in range(8_000)),
                                       "too-large"),
    "labels that end in nothing": ("b.gift", lambda: b"// " + b"[tag:\\" * 16_000 + b"\nQ {=a ~}", "empty-choice"),
    "a stem of a million lines": ("b.aiken", lambda: b"a b\n" * 2_000_000 + b"A. a\nB. b\nANSWER: A\n", "too-large"),
    "many questions of Moodle": ("b.xml", lambda: b"<quiz>" + b'<question type="multichoice"/>' * 260_000 + b"</quiz>",
                                 "too-large"),
    "many attributes of XML": ("b.xml", lambda: b"<quiz " + b" ".join(b'a%d="1"' % one for one in range(500_000))
                               + b"/>", "too-large"),
    "one field twice among many": ("b.json", lambda: b'{"items": [{' + b",".join(
        b'"a%d":1' % one for one in range(200_000)) + b',"a199999":1}]}', "duplicate-field"),
    "many unknown fields": ("b.json", lambda: b'{"items": [{' + b",".join(b'"a%d":1' % one for one in range(300_000))
                            + b"}]}", "too-large"),
    "many columns": ("b.csv", lambda: b"code," + b",".join(b"option_%d" % one for one in range(500_000)), "too-large"),
    "many cells in a row": ("b.csv", lambda: b"code,competency,level,stem,option_a,option_b,key\n" + b"," * 4_000_000,
                            "too-large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_t40_a_hostile_text_is_refused_at_once_with_one_sentence(name):
    file, make, code = HOSTILE[name]
    data = make()
    began = time.process_time()
    reading = read_any(file, data)
    assert time.process_time() - began < 2
    assert ([problem.code for problem in reading.problems], reading.items) == ([code], [])


@pytest.mark.parametrize("name", ["four million braces", "a million options", "many columns", "many cells in a row"])
def test_t40_a_hostile_text_takes_no_more_memory_than_its_size_allows(name):
    file, make, _ = HOSTILE[name]
    data = make()
    tracemalloc.start()
    try:
        read_any(file, data)
        assert tracemalloc.get_traced_memory()[1] < 20 * len(data)
    finally:
        tracemalloc.stop()


def test_t40_an_honest_file_of_three_hundred_questions_spends_little_of_what_a_file_may(monkeypatch):
    monkeypatch.setattr(effort, "MOST_OF_A_FILE", effort.MOST_OF_A_FILE / 60)
    text = "".join(f"// [id:q{number}]\n::T::[html]<p>What of <em>this</em> {number} & that?</p> {{\n\t="
                   "<p>One\\: yes</p>#<p>So it is.</p>\n\t~two\n\t~three\n}\n\n" for number in range(300))
    assert len(read_any("b.gift", text.encode()).items) == 300


def test_t40_a_large_honest_file_of_styled_texts_is_read_whole(monkeypatch):
    monkeypatch.setattr(effort, "MOST_OF_A_FILE", effort.MOST_OF_A_FILE / 20)
    styled = '<p style\\="text-align\\: left;">Question {} of <span class\\="x">all</span></p>'.format
    text = "".join(f"[html]{styled(number)} {{=yes ~{styled('none')}}}\n\n" for number in range(300))
    assert len(read_any("b.gift", text.encode()).items) == 300


def test_t40_options_are_counted_before_any_of_them_is_translated(monkeypatch):
    seen = []
    plain = gift_reading.translated
    monkeypatch.setattr(gift_reading, "translated", lambda text: seen.append(text) or plain(text))
    assert read_any("b.gift", b"Q {=a " + b"~b " * 50 + b"}").problems[0].message == (
        "51 options were found. Give 2 to 10.")
    assert seen == ["Q"]


def test_t40_one_question_that_is_too_long_leaves_the_others():
    reading = read_any("b.gift", b"Good? {=yes ~no}\n\n" + b"long\n" * 30_000 + b"{=a ~b}\n\nGood too? {=yes ~no}")
    assert [item.stem for item in reading.items] == ["Good?", "Good too?"]
    assert [(problem.place, problem.code) for problem in reading.problems] == [("question 2 (line 3)", "too-large")]


def test_t40_equal_titles_are_numbered_without_counting_from_the_first_each_time(monkeypatch):
    tried = []
    plain = gathering._numbered
    monkeypatch.setattr(gathering, "_numbered", lambda name, number: tried.append(number) or plain(name, number))
    text = "\n\n".join(f"::Same::Question {number}? {{=a ~b}}" for number in range(300))
    codes = [item.code for item in read_any("b.gift", text.encode()).items]
    assert (codes[0], codes[1], codes[-1]) == ("Same", "Same-2", "Same-300")
    assert len(tried) <= 3 * 300
