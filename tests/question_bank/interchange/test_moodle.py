"""Moodle XML as Moodle and others write it: what is taken, what is refused and why, and pictures beside the texts."""

from base64 import b64encode
from dataclasses import replace

import pytest

from question_bank.assets import asset_from
from question_bank.interchange import read_any, write_any
from question_bank.interchange.moodle import losses, read
from tests.factories.world import item_content
from tests.question_bank.test_assets import png

PICTURE = asset_from(png())
SPELLED = b64encode(PICTURE.data).decode()


def quiz(*questions: str) -> bytes:
    """A file with these questions, after one that says the category."""
    head = '<question type="category"><category><text>$course$/Peer work/Privacy</text></category></question>'
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{head}{"".join(questions)}</quiz>'.encode()


def question(answers: str, kind: str = "multichoice", more: str = "<single>true</single>", text: str = "Which?") -> str:
    """One question with these answers."""
    return (f'<question type="{kind}"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[{text}]]>'
            f"</text></questiontext>{more}{answers}</question>")


def answer(fraction: object, text: str, feedback: str = "") -> str:
    """One answer with its weight and reason."""
    told = f"<feedback format='html'><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{told}</answer>'


GOOD = question(answer(100, "yes", "Why.") + answer(0, "no"))
TWO = answer(50, "a") + answer(50, "b")


def test_a_question_is_taken_with_category_reasons_and_order():
    [item], problems, _ = read(quiz(question(
        answer(100, "&lt;p&gt;A &amp;amp; B&lt;/p&gt;", "Why.") + answer("0", "no"),
        more="<single>true</single><shuffleanswers>0</shuffleanswers><idnumber>c03-9</idnumber>"
             "<generalfeedback format='html'><text>In all.</text></generalfeedback>")))
    assert problems == []
    assert (item.code, item.title, item.tags, item.fixed_order) == ("c03-9", "Q", ("Privacy",), True)
    assert (item.options[0].text, item.options[0].rationale, item.rationale) == ("A & B", "Why.", "In all.")


@pytest.mark.parametrize(("found", "keys", "scoring"), [
    (TWO + answer(-100, "c"), ("a", "b"), "all_or_nothing"), (TWO + answer(-50, "c"), ("a", "b"), "right_minus_wrong"),
    (answer(33.33333, "a") + answer(33.33333, "b") + answer(33.33333, "c") + answer(-33.33333, "d"), ("a", "b", "c"),
     "right_minus_wrong")])
def test_weights_that_say_a_rule_of_ours_are_taken_as_that_rule(found, keys, scoring):
    [item], problems, _ = read(quiz(question(found, more="<single>false</single>")))
    assert (item.kind, item.keys, item.scoring, problems) == ("multiple", keys, scoring, [])


def test_true_and_false_come_in_any_order_with_their_reasons():
    [item], _, _ = read(quiz(question(answer(0, "false", "No.") + answer(100, "true", "Yes."), "truefalse", "")))
    assert (item.kind, item.key) == ("true_false", "true")
    assert [option.rationale for option in item.options] == ["Yes.", "No."]


@pytest.mark.parametrize(("broken", "code"), [
    (question("", "essay"), "other-interaction:essay"), (question("", "matching"), "other-interaction:matching"),
    (question("", "cloze"), "other-interaction:cloze"), (question(TWO + answer(0, "c")), "partial-credit"),
    (question(answer(100, "a") + answer(100, "b")), "several-keys"),
    (question(answer(0, "a") + answer(0, "b")), "no-key"),
    (question(answer(100, "a") + answer(-33.3, "b")), "partial-credit"),
    (question(TWO + answer(0, "c"), more="<single>false</single>"), "partial-credit"),
    (question(answer(100, "a") + answer(0, "A")), "duplicate-choice"),
    (question(answer(100, "a")), "fewer-than-two-choices"),
    (question(answer("much", "a") + answer(0, "b")), "custom-scoring"),
    (question(answer(100, "ja") + answer(0, "nein"), "truefalse"), "custom-scoring"),
    (question(GOOD, text="<div>" * 3000), "not-well-formed")])
def test_each_question_that_is_not_taken_says_why_and_the_others_are(broken, code):
    items, problems, _ = read(quiz(GOOD, broken, GOOD))
    assert [item.code for item in items] == ["Q", "Q-2"]
    assert {problem.code for problem in problems} == {code}
    assert all("question 2 (Q)" in problem.place for problem in problems)


def said(name: str, text: str) -> str:
    """An element with a text, such as the feedback on all right answers."""
    return f'<{name} format="html"><text>{text}</text></{name}>'


@pytest.mark.parametrize(("more", "codes"), [
    (said("correctfeedback", "Well done.") + said("incorrectfeedback", "No."), ["feedback-dropped"]),
    (said("partiallycorrectfeedback", "Nearly."), ["feedback-dropped"]),
    (said("hint", "Look again.") + said("hint", "And again."), ["feedback-dropped"]),
    (said("correctfeedback", "&lt;img src=\"x.png\"&gt;"), ["feedback-dropped"]),
    (said("correctfeedback", "") + "<incorrectfeedback/>" + said("hint", "&lt;p&gt;&lt;br&gt;&lt;/p&gt;"), []),
    ("<defaultgrade>2.5000000</defaultgrade>", ["points-dropped"]),
    ("<defaultgrade>x</defaultgrade>", ["points-dropped"]),
    ("<defaultgrade>1.0000000</defaultgrade><hidden>0</hidden>", []), ("<hidden>1</hidden>", ["state-dropped"])])
def test_what_an_item_does_not_hold_is_left_behind_with_a_notice(more, codes):
    items, problems, _ = read(quiz(question(answer(100, "a") + answer(0, "b"), more="<single>true</single>" + more)))
    assert (len(items), [(problem.code, problem.severity) for problem in problems]) == (
        1, [(code, "warning") for code in codes])


@pytest.mark.parametrize(("grade", "codes"), [("2", []), ("2.0000000", []), ("1", ["points-dropped"])])
def test_points_that_our_rule_gives_too_are_not_left_behind(grade, codes):
    more = f"<single>false</single><defaultgrade>{grade}</defaultgrade>"
    _, problems, _ = read(quiz(question(TWO + answer(-50, "c"), more=more)))
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(("data", "code"), [
    (b"<quiz><question></quiz>", "not-well-formed"), (b"\xff\xfe<quiz/>", "encoding"),
    (b"<html/>", "unknown-namespace"),
    (b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "entities")])
def test_v1_5_1_a_file_that_cannot_be_trusted_is_refused_whole(data, code):
    items, problems, assets = read(data)
    assert (items, [problem.code for problem in problems], assets) == ([], [code], {})


@pytest.mark.parametrize("source", ["@@PLUGINFILE@@/my%20map.png", f"data:image/png;base64,{SPELLED}"])
def test_pictures_beside_a_text_or_inside_it_are_kept_by_their_digest(source):
    beside = f'<file name="my map.png" path="/" encoding="base64">{SPELLED}</file>'
    shown = question(answer(100, "a") + answer(0, "b"), text=f'<img src="{source}" alt="A map">').replace(
        "</questiontext>", beside + "</questiontext>")
    [item], problems, assets = read(quiz(shown))
    assert (item.assets, list(assets), problems) == ((PICTURE.digest,), [PICTURE.digest], [])


def test_issue3_the_picture_of_a_question_of_moodle_1_9_is_kept_or_named():
    kept, dropped, none = (question(answer(100, "a") + answer(0, "b"), more="<single>true</single>" + old) for old in (
        f"<image>map.png</image><image_base64>\n{SPELLED}\n</image_base64>", "<image>map.png</image>", "<image/>"))
    items, problems, assets = read(quiz(kept, dropped, none))
    assert ([item.assets for item in items], list(assets)) == ([(PICTURE.digest,), (), ()], [PICTURE.digest])
    assert [(problem.place, problem.code) for problem in problems] == [("question 2 (Q)", "media-dropped")]


@pytest.mark.parametrize("source", [
    "@@PLUGINFILE@@/../../etc/passwd", "@@PLUGINFILE@@/absent.png", "https://example.org/x.png", "/etc/passwd",
    "data:image/png;base64,PHN2Zz4=", "data:text/html;base64,PHN2Zz4=", "file:///etc/passwd"])
def test_a_picture_from_elsewhere_is_dropped_and_named(source):
    [item], problems, assets = read(quiz(question(answer(100, "a") + answer(0, "b"),
                                                  text=f'See <img src="{source}" alt="a map">')))
    assert (item.stem, assets) == ("See [a map]", {})
    assert [problem.code for problem in problems] == ["media-dropped"]


@pytest.mark.parametrize("scoring", ["all_or_nothing", "right_minus_wrong"])
def test_the_rule_of_a_question_whose_options_are_all_right_comes_back_without_a_notice(scoring):
    item = replace(item_content("x-1"), kind="multiple", key="", keys=tuple("abcd"), scoring=scoring)
    reading = read_any("bank.xml", write_any("moodle", [item]))
    assert (reading.items[0].scoring, reading.problems) == (scoring, [])


def test_our_file_carries_pictures_and_lists_what_it_cannot_hold():
    item = item_content("x-1", stem=f'See <img src="asset:{PICTURE.digest}" alt="a map">')
    written = write_any("moodle", [item], {PICTURE.digest: PICTURE})
    reading = read_any("bank.xml", written)
    assert (reading.format, reading.problems, reading.items[0].stem) == ("moodle", [], item.stem)
    assert reading.assets == {PICTURE.digest: PICTURE}
    assert [problem.code for problem in losses([item])] == ["not-held"]
