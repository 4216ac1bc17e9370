"""What several forms keep together: an anchor, exposure, overlap, scenario sets; and what a candidate has seen."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from time import perf_counter

import pytest

from question_bank.assembly import AssemblyError, assemble
from question_bank.assembly.checking import checks_of, faults
from question_bank.blueprint import Blueprint, blueprint_from_document, shipped_blueprints
from question_bank.item_statistics import Statistics
from tests.factories.world import contents_for, item_content

SMALL = shipped_blueprints()["mo-cps-25-sample/1"]


def asking(**assembly) -> Blueprint:
    return blueprint_from_document({**SMALL.document, "assembly": {**SMALL.document["assembly"], **assembly}})


def bank(times: int = 4) -> list:
    return [item for number in range(times) for item in contents_for(SMALL, f"s{number}")]


def codes(form) -> set[str]:
    return {item.code for item, _ in form.positions}


def kept(blueprint, drawn, items, figures=None) -> list:
    return faults(checks_of(blueprint, [form.positions for form in drawn.forms], bank=items, statistics=figures,
                            anchor=drawn.anchor))


def test_an_anchor_stands_on_every_form_and_the_rest_on_one_only():
    asked = asking(forms=3, anchor={"items": 8}, max_uses=1, max_overlap=8)
    items = bank()
    drawn = assemble(asked, items, seed=2)
    assert kept(asked, drawn, items) == []
    assert len(drawn.anchor) == 8
    assert {len(codes(one) & codes(other)) for one, other in combinations(drawn.forms, 2)} == {8}
    assert all(set(drawn.anchor) <= codes(form) for form in drawn.forms)
    held = Counter(code.partition("-")[0] for code in drawn.anchor)
    assert sum(held.values()) == 8


def test_an_anchor_is_a_small_picture_of_the_whole_or_has_its_own_content():
    items = bank()
    of = {item.code: item.competency for item in items}
    drawn = assemble(asking(forms=2, anchor={"items": 11}), items, seed=1)
    shares = Counter(of[code] for code in drawn.anchor)
    assert all(abs(shares[name] - sum(row) * 11 / 25) < 1 for name, row in SMALL.counts.items())
    drawn = assemble(asking(forms=2, anchor={"counts": {"C03": 3, "C10": 2}}), items, seed=1)
    assert Counter(of[code] for code in drawn.anchor) == {"C03": 3, "C10": 2}


def test_an_anchor_may_be_given_by_name():
    items = bank()
    named = [items[0].code, items[7].code]
    drawn = assemble(asking(forms=2, anchor={"ids": named}), items, seed=1)
    assert set(drawn.anchor) == set(named)
    assert all(set(named) <= codes(form) for form in drawn.forms)
    with pytest.raises(AssemblyError, match="The anchor names x-1, which the bank does not have"):
        assemble(asking(anchor={"ids": ["x-1"]}), items, seed=1)


def test_an_anchor_for_which_there_is_no_room_is_refused_in_words():
    items = bank(1)
    with pytest.raises(AssemblyError, match="Anchor: no 5 items .* can be chosen that leave room for 2 forms"):
        assemble(asking(forms=2, anchor={"items": 5}, max_uses=1), items, seed=1)


def test_an_anchor_in_one_competency_hides_no_shortage_in_another():
    asked = blueprint_from_document({"id": "b", "version": 1, "levels": ["recall"], "scored": 8,
                                     "counts": {"C01": [4], "C02": [4]}, "tags": {},
                                     "assembly": {"forms": 3, "max_uses": 1, "anchor": {"counts": {"C02": 2}}}})
    items = [item_content(f"{name}-{number}", name) for name in ("C01", "C02") for number in range(8)]
    with pytest.raises(AssemblyError) as caught:
        assemble(asked, items, seed=1)
    assert caught.value.sentences == [
        "C01 recall: 4 wanted on each of 3 forms, 12 in all, the bank has 8 that may be used. Write 4 more recall "
        "items in C01, or lower the count of C01 recall to 2.", "Without any change the bank gives 2 forms."]


def test_uses_so_far_count_towards_the_exposure_ceiling():
    items = bank(2)
    figures = {item.code: Statistics(uses=2 if item.code.startswith("s0") else 0) for item in items}
    form, = assemble(asking(max_uses=2), items, seed=1, statistics=figures).forms
    assert all(code.startswith("s1") for code in codes(form))
    with pytest.raises(AssemblyError, match="Left out: 25 used as often as allowed"):
        assemble(asking(max_uses=2, forms=3), items, seed=1, statistics=figures)


def test_no_two_forms_share_more_than_they_may():
    asked = asking(forms=4, max_overlap=13)
    items = bank(2)
    drawn = assemble(asked, items, seed=3)
    assert kept(asked, drawn, items) == []
    with pytest.raises(AssemblyError, match="Overlap: two forms may share 3 items, but 4 forms from this bank share at "
                                            "least 8.3 on average. Write .* or raise max_overlap to 9.* gives 2 forms"):
        assemble(asking(forms=4, max_overlap=3), items, seed=3)


def test_a_scenario_set_is_taken_whole_or_not_at_all_and_stands_side_by_side():
    items = bank(2)
    sets = {items[3].code: "s", items[11].code: "s", items[19].code: "s", items[30].code: "t", items[40].code: "t"}
    items = [replace(item, scenario=sets.get(item.code, ""), enemies=()) for item in items]
    seen = set()
    for seed in range(12):
        drawn = assemble(SMALL, items, seed=seed)
        form, = drawn.forms
        assert kept(SMALL, drawn, items) == []
        places = {code: place for place, code in enumerate(item.code for item, _ in form.positions)}
        for name in "st":
            held = sorted(places[code] for code, scenario in sets.items() if scenario == name and code in places)
            assert held in ([], list(range(min(held, default=0), min(held, default=0) + {"s": 3, "t": 2}[name])))
            seen.add((name, bool(held)))
    assert seen == {("s", True), ("s", False), ("t", True), ("t", False)}


def test_who_has_seen_one_item_of_a_scenario_gets_none_of_it():
    items = [replace(item, scenario="s" if place in (3, 11) else "") for place, item in enumerate(bank(2))]
    for seed in range(4):
        form, = assemble(SMALL, items, seed=seed, avoid=frozenset({items[3].code})).forms
        assert not codes(form) & {items[3].code, items[11].code}


def test_who_has_seen_an_item_has_seen_its_translation():
    spanish = [replace(item, code=f"es-{item.code}", language="es", translation_of=item.code) for item in bank(2)]
    asked = asking(language="es")
    form, = assemble(asked, [*bank(2), *spanish], seed=1, avoid=frozenset(item.code for item in bank(1))).forms
    assert all(code.startswith("es-s1") for code in codes(form))


def test_the_same_seed_draws_the_same_forms_under_all_rules():
    items = bank(4)
    figures = {item.code: Statistics(1.0, place % 7 / 3 - 1, 0.1, 0.5 + place % 5 / 10, words=20 + place % 9)
               for place, item in enumerate(items)}
    asked = asking(forms=3, anchor={"items": 5}, max_uses=2, max_overlap=12, reading_words_max=660,
                   information={"theta": [0], "tolerance_percent": 2}, difficulty={"mean_p": "common"})
    drawn = assemble(asked, items, seed=9, statistics=figures)
    assert kept(asked, drawn, items, figures) == []
    assert assemble(asked, items[::-1], seed=9, statistics=figures) == drawn
    assert assemble(asked, items, seed=10, statistics=figures).forms != drawn.forms


def test_the_time_allowed_is_kept():
    began = perf_counter()
    with pytest.raises(AssemblyError, match="No exam form was found within 0.001 seconds. Give more time"):
        assemble(asking(forms=3, max_overlap=20), bank(3), seed=1, seconds=0.001)
    assert perf_counter() - began < 5


def test_rules_about_figures_that_nobody_measured_are_refused_in_words():
    asked = asking(information={"theta": [0], "target": [5.0]})
    with pytest.raises(AssemblyError, match="Left out: 50 without the statistics that the rules need"):
        assemble(asked, bank(2), seed=1)


def test_a_target_out_of_reach_is_named_with_what_can_be_reached():
    items = bank(2)
    figures = {item.code: Statistics(1.0, 0.0, 0.0, 0.6) for item in items}
    with pytest.raises(AssemblyError, match="Information at 0: 8.91 to 9.09 wanted, at most 6.25 can be reached. Write "
                                            "items that fit it, move the target of information at 0 to 6.249, or "):
        assemble(asking(information={"theta": [0], "target": [9.0], "tolerance_percent": 1}), items, seed=1,
                 statistics=figures)
    with pytest.raises(AssemblyError, match="Mean p: 0.78 to 0.82 wanted, at most 0.6 can be reached. .* to 0.5999"):
        assemble(asking(difficulty={"mean_p": 0.8}), items, seed=1, statistics=figures)


def test_a_short_tag_says_how_many_items_to_write_or_how_far_to_lower_the_floor():
    asked = blueprint_from_document({"id": "b", "version": 1, "levels": ["recall"], "scored": 4, "counts": {"C01": [4]},
                                     "tags": {"wrap": {"min": 4}}})
    items = [item_content(f"i{number}", tags=("wrap",) if number < 3 else ()) for number in range(9)]
    with pytest.raises(AssemblyError) as caught:
        assemble(asked, items, seed=1)
    assert caught.value.sentences == [
        "Tag wrap: at least 4 items wanted, at most 3 can be reached. Write 1 more item with the tag wrap in C01 "
        "recall, or lower the floor of wrap to 3."]


def test_the_best_form_is_one_form_only():
    with pytest.raises(AssemblyError, match="maximise_at makes one best form"):
        assemble(asking(information={"maximise_at": 0}), bank(3), seed=1, forms=2,
                 statistics={item.code: Statistics(1.0, 0.0) for item in bank(3)})
