"""Assembly: whatever the bank, a form satisfies its blueprint or the error names what is short."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.assembly import AssemblyError, assemble
from question_bank.assembly.drawing import sheet_of
from question_bank.assembly.offhand import drawn_offhand
from question_bank.blueprint import blueprint_from_document, shipped_blueprints
from question_bank.exam_form import form_gaps
from tests.factories.world import contents_for, item_content
from tests.question_bank.assembly.banks import fillable

BLUEPRINTS = shipped_blueprints()
SMALL, FULL = BLUEPRINTS["mo-cps-25-sample/1"], BLUEPRINTS["mo-cps-sample/1"]


def bank_for(blueprint, forms: int = 3) -> list:
    """So many times what one form needs, pretest items included."""
    scored = [item for number in range(forms) for item in contents_for(blueprint, f"s{number}")]
    return scored + [item_content(f"p{number:03d}", f"C{number % 11 + 1:02d}", use="pretest")
                     for number in range(blueprint.pretest * forms)]


def codes(form) -> set[str]:
    return {item.code for item, _ in form.positions}


@given(fillable(), st.integers(0, 2**31))
@settings(max_examples=50)
def test_c02_a_bank_that_holds_a_solution_gives_a_form_without_gaps(case, seed):
    blueprint, bank = case
    form, = assemble(blueprint, bank, seed=seed).forms
    assert form_gaps(blueprint, form) == []


@given(fillable(forms=3), st.integers(0, 2**31))
@settings(max_examples=20)
def test_disjoint_forms_share_no_item_and_have_no_gaps(case, seed):
    blueprint, bank = case
    drawn = assemble(blueprint, bank, seed=seed, forms=3, disjoint=True)
    assert [form_gaps(blueprint, form) for form in drawn.forms] == [[], [], []]
    assert max(Counter(code for form in drawn.forms for code in codes(form)).values()) == 1
    assert drawn.shared == 0


@given(fillable(), st.integers(0, 2**31))
@settings(max_examples=12)
def test_the_same_seed_draws_the_same_form_whatever_the_order_of_the_bank(case, seed):
    blueprint, bank = case
    assert assemble(blueprint, bank, seed=seed) == assemble(blueprint, bank[::-1], seed=seed)


def test_another_seed_draws_another_form():
    bank = bank_for(FULL)
    assert len({frozenset(codes(assemble(FULL, bank, seed=seed).forms[0])) for seed in range(5)}) == 5


@pytest.mark.parametrize("blueprint", [SMALL, FULL], ids=["25", "75 and 10"])
def test_three_disjoint_forms_fit_into_three_times_the_blueprint(blueprint):
    drawn = assemble(blueprint, bank_for(blueprint), seed=4, forms=3, disjoint=True)
    assert [form_gaps(blueprint, form) for form in drawn.forms] == [[], [], []]


def test_more_forms_than_the_bank_is_good_for_share_no_more_than_they_must():
    drawn = assemble(SMALL, bank_for(SMALL, forms=2), seed=1, forms=3)
    assert drawn.shared == SMALL.scored
    assert [form_gaps(SMALL, form) for form in drawn.forms] == [[], [], []]


def test_avoided_items_are_never_used():
    bank = bank_for(SMALL, forms=2)
    first = codes(assemble(SMALL, bank, seed=1).forms[0])
    assert codes(assemble(SMALL, bank, seed=2, avoid=frozenset(first)).forms[0]) & first == set()


def test_only_operational_items_count_and_only_pretest_items_are_on_trial():
    bank = [*bank_for(FULL, forms=1), *(replace(item, code=f"no-{item.code}", use=use)
                                        for use in ("practice", "suspended") for item in contents_for(FULL))]
    form, = assemble(FULL, bank, seed=3).forms
    assert {item.use for item in form.scored} == {"operational"}
    assert {item.use for item in form.pretest} == {"pretest"}


def test_c02_a_short_cell_is_named_with_what_is_missing():
    bank = [item for item in bank_for(SMALL, forms=1) if (item.competency, item.level) != ("C10", "judgement")]
    with pytest.raises(AssemblyError) as caught:
        assemble(SMALL, bank, seed=1)
    assert caught.value.sentences == [
        "C10 judgement: 2 wanted, the bank has 0 that may be used. Write 2 more judgement items in C10, or lower the "
        "count of C10 judgement to 0."]


def test_c02_cells_that_are_short_for_disjoint_forms_say_for_how_many():
    with pytest.raises(AssemblyError, match="C10 judgement: 2 wanted on each of 4 forms, 8 in all"):
        assemble(SMALL, bank_for(SMALL), seed=1, forms=4, disjoint=True)


def test_c02_a_tag_that_cannot_be_reached_is_named():
    bank = [replace(item, tags=()) for item in bank_for(SMALL)]
    with pytest.raises(AssemblyError, match="Tag part2: at least 1 item wanted, at most 0 can be reached"):
        assemble(SMALL, bank, seed=1)


def test_c02_rules_that_only_fail_together_are_named():
    both = blueprint_from_document({"id": "b", "version": 1, "levels": ["recall"], "scored": 1, "counts": {"C01": [1]},
                                    "tags": {"ethics": {"min": 1}, "wrap": {"min": 1}}})
    bank = [item_content("one", tags=("ethics",)), item_content("two", tags=("wrap",))]
    with pytest.raises(AssemblyError, match="cannot all be kept.*Tag (ethics|wrap): short by 1"):
        assemble(both, bank, seed=1)


def test_one_item_that_is_missing_is_named_in_the_singular():
    two = blueprint_from_document({"id": "b", "version": 1, "levels": ["recall"], "scored": 2, "counts": {"C01": [2]}})
    with pytest.raises(AssemblyError, match="Write 1 more recall item in C01, or lower"):
        assemble(two, [item_content("one")], seed=1)


def test_enemies_that_must_meet_are_named():
    two = blueprint_from_document({"id": "b", "version": 1, "levels": ["recall"], "scored": 2, "counts": {"C01": [2]}})
    bank = [item_content("one", enemies=("two",)), item_content("two")]
    with pytest.raises(AssemblyError, match="C01 recall: short by 1 item; 2 wanted. Enemies keep items apart here: one "
                                            "and two. Write .* or lower the count of C01 recall to 1"):
        assemble(two, bank, seed=1)


def test_the_solver_finds_the_one_form_that_chance_and_exchanges_do_not():
    only = [item_content(f"l{number}", tags=("wrap",)) for number in range(6)]
    others = [item_content(f"r{number:03d}", enemies=tuple(item.code for item in only)) for number in range(200)]
    asked = blueprint_from_document({"id": "b", "version": 1, "levels": ["recall"], "scored": 6, "counts": {"C01": [6]},
                                     "tags": {"wrap": {"min": 6}}})
    sheet = sheet_of(asked, only + others)
    assert drawn_offhand(sheet, np.zeros(sheet.number), np.random.default_rng(1)) is None
    assert codes(assemble(asked, only + others, seed=1).forms[0]) == {item.code for item in only}


def test_a_pretest_item_and_its_enemy_do_not_meet():
    bank = [*bank_for(FULL, forms=2)]
    enemy = replace(bank[0], enemies=tuple(f"p{number:03d}" for number in range(FULL.pretest * 2)))
    form, = assemble(FULL, [enemy, *bank[1:]], seed=5).forms
    assert enemy.code not in codes(form)


def test_negative_stems_and_the_reading_load_stay_below_their_ceilings():
    document = {**SMALL.document, "assembly": {**SMALL.document["assembly"], "reading_words_max": 25 * 19}}
    capped = blueprint_from_document(document)
    bank = bank_for(SMALL) + [replace(item, code=f"n-{item.code}", stem="Which one is NOT " + "so " * 40 + "?")
                              for item in contents_for(SMALL)]
    form, = assemble(capped, bank, seed=6).forms
    assert sum(item.has_negative_stem for item in form.scored) <= capped.assembly.negative_stems_max


def test_iw_29_items_of_a_fixed_order_do_not_crowd_one_key_position():
    bank = [replace(item, fixed_order=True) for item in bank_for(SMALL, forms=1)]
    others = [replace(item, code=f"d-{item.code}", key="d") for item in bank]
    form, = assemble(SMALL, bank + others + bank_for(SMALL)[25:], seed=2).forms
    assert sum(item.fixed_order and item.key == "b" for item in form.scored) <= 7
