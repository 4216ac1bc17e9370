"""Syllables and the reading level, held against words and numbers that are known."""

import pytest

from question_bank.lint import Known, reading_grade
from question_bank.lint.syllables import spoken, syllables
from question_bank.lint.words import root, sentences
from tests.question_bank.lint.breaches import recall

COUNTED = {
    1: "the safe asked stopped walked time there place health first friend thought choice breathe cared moved changed "
       "tried aide learned clothes rules notes",
    2: "table people something hopeful client open visit report needed wanted started homeless statement lifetime "
       "movement notice service office number doing going being quiet create simple little changes houses wishes prism "
       "places between science diet",
    3: "medicine family important together animal example beautiful company remember hospital area idea video obvious "
       "radio disagree consider employment period management however tomorrow evidence general",
    4: "community ability information situation material emergency experience definition supervisor usually actually "
       "January understanding appropriate conversation education society variety anxiety mediation",
    5: "opportunity association university communication organization appreciation collaboration",
    6: "confidentiality responsibility",
}


@pytest.mark.parametrize(("number", "word"), [(number, word) for number, words in COUNTED.items()
                                              for word in words.split()])
def test_syllables_of_known_words(number, word):
    assert syllables(word) == number


def test_names_and_terms_of_the_trade_count_as_two_syllables_at_most():
    nothing = frozenset()
    assert [spoken(word, nothing) for word in ("Anastasia", "confidentiality", "psychiatric", "HIPAA")] == [4, 2, 2, 2]
    assert spoken("Anastasia", frozenset({"anastasia"})) == 2
    assert spoken("Bernadette's", nothing) == 2


def test_the_reading_level_is_that_of_flesch_and_kincaid():

    one = recall("Who can help the young man?", ("A friend.", "A nurse.", "Mom.", "Dad."))
    words, parts, count = 12, 12, 5
    assert reading_grade(one, Known()) == pytest.approx(0.39 * words / count + 11.8 * parts / words - 15.59)


def test_options_of_a_completion_are_read_with_the_stem():
    one = recall("The first step is to", ("call a friend", "rest", "wait"))
    words, parts, count = 15 + 5, 15 + 5, 3
    assert reading_grade(one, Known()) == pytest.approx(0.39 * words / count + 11.8 * parts / words - 15.59)


@pytest.mark.parametrize(("text", "number"), [
    ("One. Two? Three!", 3), ('He asks, "Is it you?" It is.', 2), ("Dr. Ray sees J. Doe at 5 p.m. today.", 1),
    ("A list:\nfirst\nsecond", 3), ('She says, "Stop. Wait." He stops.', 3),
])
def test_sentences_are_cut_where_they_end(text, number):
    assert len(sentences(text)) == number


@pytest.mark.parametrize("family", ["share shares shared sharing", "plan plans planned planning",
                                    "community communities", "report reports reported reporting"])
def test_words_of_one_family_have_one_root(family):
    assert len({root(word) for word in family.split()}) == 1
