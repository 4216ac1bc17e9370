"""GIFT as others write it: what is taken, what is refused and why, and what our own files hold."""

import pytest

from question_bank.interchange import read_any, write_any
from question_bank.interchange.gift import looks_like, losses, read
from tests.factories.world import item_content

MANY = """// A file of another program
$CATEGORY: $course$/Peer work/Privacy

// [id:c03-001] [tag:hipaa] [tag:level:recall]
::Who may see it?::[html]<p>Who may see a \\{sealed\\} file? 1\\=1</p>{
=The person\\: always#Right, it is theirs.
~A neighbour#No right at all.
~Anybody
####See 45 CFR 164.}

Japanese characters came from what country? {
   ~India
   =China
   ~Korea}

Grant is {~buried =entombed ~living} in Grant's tomb.

::TF::The sun is cold.{F#No, hot.#Right, hot.}

Which are colours? {~%50%red ~%-100%loud ~%50%blue}

Which are even? {~%50%two ~%-50%three ~%50%four ~%-50%five}
"""


def test_questions_of_every_kind_that_we_have_are_taken():
    items, problems, _ = read(MANY.encode())
    assert problems == []
    first, country, tomb, sun, colours, even = items
    assert (first.code, first.title, first.stem) == ("c03-001", "Who may see it?", "Who may see a {sealed} file? 1=1")
    assert (first.tags, first.level, first.key, first.rationale) == (("hipaa",), "recall", "a", "See 45 CFR 164.")
    assert [(option.text, option.rationale) for option in first.options] == [
        ("The person: always", "Right, it is theirs."), ("A neighbour", "No right at all."), ("Anybody", "")]
    assert (country.key, country.tags, country.code) == ("b", ("Privacy",), "item-2")
    assert (tomb.stem, tomb.key) == ("Grant is _____ in Grant's tomb.", "b")
    assert (sun.kind, sun.key) == ("true_false", "false")
    assert [one.rationale for one in sun.options] == ["No, hot.", "Right, hot."]
    assert (colours.kind, colours.keys, colours.scoring) == ("multiple", ("a", "c"), "all_or_nothing")
    assert (even.keys, even.scoring) == (("a", "c"), "right_minus_wrong")


@pytest.mark.parametrize(("block", "code"), [
    ("Two plus {=two =2} equals four.", "other-interaction:shortanswer"), ("Match {=cat -> food =dog -> bone}",
                                                                         "other-interaction:match"),
    ("When? {#1822:5}", "other-interaction:numerical"), ("Write. {}", "other-interaction:essay"),
    ("Only a description.", "other-interaction:description"), ("Open {=a ~b", "not-well-formed"),
    ("Closed =a ~b}", "not-well-formed"), ("Twice {=a ~b} {=c ~d}", "not-well-formed"),
    ("Two right {=a =b ~c}", "several-keys"), ("Part {=a ~%50%b ~c}", "partial-credit"), ("None {~a ~b}", "no-key"),
    ("All get points {~%50%a ~%50%b ~c}", "partial-credit"), ("Same {=a ~a}", "duplicate-choice"),
    ("One {=a ~}", "empty-choice"), ("Uneven {~%70%a ~%30%b ~%-100%c}", "partial-credit")])
def test_each_question_that_is_not_taken_says_why_and_the_others_are(block, code):
    items, problems, _ = read(f"Good? {{=yes ~no}}\n\n{block}\n\nGood too? {{=yes ~no}}".encode())
    assert [item.stem for item in items] == ["Good?", "Good too?"]
    assert {problem.code for problem in problems} == {code}
    assert "question 2 (line 3)" in problems[0].place


def test_texts_are_cleaned_and_what_was_dropped_is_named():
    items, problems, _ = read(b'[html]Look<script>x</script> <img src="x.png" alt="map">{=a ~b}')
    assert items[0].stem == "Look [map]"
    assert {problem.code for problem in problems} == {"script-removed", "media-dropped"}


def test_plain_text_stays_plain():
    [item], _, _ = read(b"[plain]Is a<b & c? {=<b>yes</b> ~no}")
    assert item.stem == "Is a&lt;b &amp; c?"
    assert item.options[0].text == "&lt;b>yes&lt;/b>"


def test_a_file_is_known_by_its_braces_and_not_by_its_name():
    assert looks_like("Q {=a ~b}")
    assert not looks_like("code,stem\n1,\\{")
    assert read_any("bank.txt", MANY.encode()).format == "gift"
    assert read_any("bank.gift", MANY.encode()).format == "gift"


def test_what_a_file_cannot_hold_is_listed():
    item = item_content("x-1", scenario="s-1", stimulus="Read this.")
    assert [problem.message for problem in losses([item])] == [
        "The format cannot hold sources, the author.", "The text of the set stands in front of the question."]
    assert b"Read this.<p>What about x-1?</p>" in write_any("gift", [item]).replace(b"\\", b"")


def test_broken_bytes_are_refused_with_their_place():
    assert [(problem.code, problem.message) for problem in read(b"Q {=a ~b}\xff")[1]] == [
        ("encoding", "Byte 10 is not UTF-8. Save the file as UTF-8.")]


def test_two_questions_without_a_blank_line_are_refused_with_what_is_missing():
    items, problems, _ = read(b"One? {=a ~b}\nTwo? {\n=a\n~b}\n\nThree? {=a ~b}")
    assert [item.stem for item in items] == ["Three?"]
    assert [(problem.place, problem.code) for problem in problems] == [("question 1 (line 1)", "not-well-formed")]
    assert "a blank line is missing between questions" in problems[0].message
    assert "blank line" not in read(b"Open {=a ~b")[1][0].message


def test_a_note_after_the_closing_brace_is_a_comment_and_an_address_further_on_is_text():
    text = "One? {=a ~b} // checked\n\nTwo? {=a ~b}// checked\n\nSee {=a ~b} at https://example.org // or not"
    items, problems, _ = read(text.encode())
    assert problems == []
    assert [item.stem for item in items] == ["One?", "Two?", "See _____ at https://example.org // or not"]
