"""An item and its translations are one question: which items that keeps apart, and when a translation is outdated."""

from dataclasses import replace

import pytest

from question_bank.blueprint import gaps, shipped_blueprints
from question_bank.families import families_of, pairs_apart, same_question, text_digest, translation_faults
from question_bank.languages import is_language, language_in_words, language_named
from tests.factories.world import item_content

ENGLISH = item_content("q-1", enemies=("q-2",))
OTHER = item_content("q-2")
SPANISH = replace(item_content("q-1-es"), language="es", translation_of="q-1", enemies=("q-2",),
                  translation_of_digest=text_digest(ENGLISH))
OTHER_SPANISH = replace(item_content("q-2-es"), language="es", translation_of="q-2",
                        translation_of_digest=text_digest(OTHER))
FREE = item_content("q-3")
ALL = [ENGLISH, OTHER, SPANISH, OTHER_SPANISH, FREE]


def codes(items) -> list[str]:
    return [fault.code for fault in translation_faults(items)]


def test_an_item_and_its_translation_are_one_question():
    assert same_question(ENGLISH, SPANISH) and same_question(SPANISH, SPANISH)
    assert not same_question(ENGLISH, OTHER) and not same_question(SPANISH, OTHER_SPANISH)


def test_who_has_met_one_of_them_has_met_them_all():
    assert families_of({"q-1"}, ALL) == families_of({"q-1-es"}, ALL) == {"q-1", "q-1-es"}
    assert families_of({"q-3", "gone"}, ALL) == {"q-3", "gone"}
    assert families_of((), ALL) == frozenset()


def test_twins_and_enemies_in_any_language_are_kept_apart():
    assert pairs_apart(ALL) == [("q-1", "q-1-es"), ("q-1", "q-2"), ("q-1", "q-2-es"), ("q-1-es", "q-2"),
                                ("q-1-es", "q-2-es"), ("q-2", "q-2-es")]
    assert pairs_apart([ENGLISH, FREE]) == []


def test_two_translations_of_an_item_that_is_not_there_are_kept_apart_too():
    french = replace(SPANISH, code="q-1-fr", language="fr")
    assert pairs_apart([SPANISH, french]) == [("q-1-es", "q-1-fr")]


def test_a_form_with_twins_misses_its_blueprint_and_says_why():
    found = gaps(shipped_blueprints()["mo-cps-25-sample/1"], [ENGLISH, SPANISH, OTHER])
    assert "q-1 and q-1-es are one question in two languages." in found
    assert "q-1 and q-2 are enemies and cannot stand on one form." in found


def test_a_translation_is_outdated_by_a_new_text_of_its_original_and_by_nothing_else():
    assert codes(ALL) == []
    reviewed = replace(ENGLISH, tags=("ethics",), reviews=({"note": "Read again."},), use="suspended")
    assert codes([reviewed, SPANISH]) == []
    first, *others = ENGLISH.options
    for changed in (replace(ENGLISH, stem="What else?"), replace(ENGLISH, key="a"),
                    replace(ENGLISH, options=(replace(first, rationale="Another reason."), *others))):
        [fault] = translation_faults([changed, SPANISH])
        assert (fault.code, fault.severity) == ("older-text", "warning")
        assert "q-1" in fault.message and fault.place.startswith("q-1-es")


@pytest.mark.parametrize(("items", "code"), [
    ([SPANISH], "no-original"),
    ([replace(SPANISH, translation_of="q-1-es")], "no-original"),
    ([ENGLISH, SPANISH, replace(SPANISH, code="q-1-fr", language="fr", translation_of="q-1-es")], "translated-twice"),
    ([ENGLISH, replace(SPANISH, language="en")], "one-language"),
])
def test_a_translation_without_a_fitting_original_is_an_error(items, code):
    [fault] = translation_faults(items)
    assert (fault.code, fault.severity) == (code, "error")


def test_languages_are_spelled_as_codes_and_shown_as_names():
    assert [is_language(code) for code in ("en", "es", "pt-BR", "Spanish", "", "x")] == [True] * 3 + [False] * 3
    assert (language_in_words("es"), language_in_words("nv")) == ("Spanish", "nv")
    assert [language_named(words) for words in ("Spanish", " ES ", "es", "Klingon")] == ["es", "es", "es", "Klingon"]
