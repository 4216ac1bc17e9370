"""The sample in Spanish: one whole exam form, each item made from an English one and still true to it."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from question_bank.assembly import assemble
from question_bank.blueprint import in_language, shipped_blueprints
from question_bank.content import BANK, sample_bank, sample_translations, translated_into
from question_bank.exam_form import form_gaps
from question_bank.families import same_question, translation_faults
from question_bank.lint import faults_of, known_to
from question_bank.programs import shipped_programs

ENGLISH = {item.code: item for item in sample_bank()}
SPANISH = sample_translations("es")
PLAN = shipped_blueprints()["mo-cps-25-sample/1"]
[PROGRAM] = [program for program in shipped_programs() if program.id == "mo-cps-25"]
KNOWN = known_to([(PROGRAM, PLAN.document)])
# Rules that count English words: they know nothing about a text in another language.
OF_ENGLISH = {"IW-09", "IW-15", "IW-16", "IW-20", "IW-21", "IW-32", "IW-34", "IW-35"}


def test_c02_the_spanish_items_are_exactly_one_exam_form_of_the_blueprint():
    plan = in_language(PLAN, "es")
    [form] = assemble(plan, [*ENGLISH.values(), *SPANISH], seed=7).forms
    assert form_gaps(plan, form) == []
    assert {item.code for item in form.scored} == {item.code for item in SPANISH}


def test_the_same_plan_in_english_takes_no_spanish_item_and_says_so_of_one_that_stands_there():
    bank = [*ENGLISH.values(), *SPANISH]
    [form] = assemble(PLAN, bank, seed=7).forms
    assert {item.language for item in form.scored} == {"en"}
    [spanish] = assemble(in_language(PLAN, "es"), bank, seed=7).forms
    assert f"{spanish.scored[0].code} is in Spanish; this form is in English." in form_gaps(PLAN, spanish)


def test_every_translation_has_its_original_in_the_text_that_it_was_made_from():
    assert list(translation_faults([*ENGLISH.values(), *SPANISH])) == []
    assert translated_into() == ("es",)


def test_every_translation_asks_the_same_with_the_same_key_sources_tags_and_place_in_the_blueprint():
    for item in SPANISH:
        original = ENGLISH[item.translation_of]
        assert same_question(item, original)
        assert (item.code, item.language) == (f"{original.code}-es", "es")
        for name in ("competency", "level", "tags", "key", "references", "use", "fixed_order", "enemies"):
            assert getattr(item, name) == getattr(original, name), (item.code, name)
        assert [option.id for option in item.options] == [option.id for option in original.options]


def test_nothing_is_left_in_english_or_empty():
    for item in SPANISH:
        original = ENGLISH[item.translation_of]
        pairs = [(item.stem, original.stem)]
        for ours, theirs in zip(item.options, original.options, strict=True):
            pairs += [(ours.text, theirs.text), (ours.rationale, theirs.rationale)]
        assert [ours for ours, theirs in pairs if not ours.strip() or ours == theirs] == [], item.code


def test_the_review_log_says_that_no_professional_has_reviewed_the_translation():
    for item in SPANISH:
        assert len({review["reviewer"] for review in item.reviews}) >= 2
        assert all("No professional translator" in review["note"] for review in item.reviews)
        assert "translated" in item.tool


def test_every_translation_was_read_a_second_time_with_a_note_about_this_item():
    times = Counter(review["note"] for item in SPANISH for review in item.reviews)
    for item in SPANISH:
        first, *later = item.reviews
        own = [review for review in later if review["reviewer"] != first["reviewer"] and times[review["note"]] == 1]
        assert own, item.code


def test_iw22_in_spanish_too_the_longest_option_is_no_good_guess_and_no_key_stands_out():
    def lengths(item) -> tuple[int, list[int]]:
        texts = {option.id: len(option.text) for option in item.options}
        return texts.pop(item.key), list(texts.values())

    measured = {item.code: lengths(item) for item in SPANISH}
    lint = PROGRAM.lint
    assert sum(key > max(others) for key, others in measured.values()) <= lint.key_longest_share_max * len(SPANISH)
    assert [code for code, (key, others) in measured.items()
            if key >= sum(others) / len(others) + lint.key_length_extra_chars] == []


@pytest.mark.parametrize("item", SPANISH, ids=lambda item: item.code)
def test_rules_about_english_words_are_not_applied_to_spanish_and_no_other_rule_finds_an_error(item):
    faults = faults_of(item, KNOWN)
    assert OF_ENGLISH & {fault.code for fault in faults} == set()
    assert [str(fault) for fault in faults if fault.severity == "error"] == []


def test_rules_about_structure_are_applied_to_spanish_as_to_english():
    broken = replace(SPANISH[0], key="z", references=(), competency="C99")
    assert {"IW-01", "IW-03", "IW-04"} <= {fault.code for fault in faults_of(broken, KNOWN)}


def test_the_file_of_translations_says_that_it_is_a_sample_and_no_boards_exam():
    document = json.loads((BANK / "es" / "cps-25.json").read_text(encoding="utf-8"))
    assert document["schema"] == 1 and document["sample"] is True
    assert "sample" in document["notice"] and "Not any board's exam" in document["notice"]
    assert [row["code"] for row in document["items"]] == [item.code for item in SPANISH]
