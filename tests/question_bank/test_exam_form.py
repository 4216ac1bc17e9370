"""The order of an exam form: pretest items spread, none early, none in a block at the end."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from question_bank.blueprint import blueprint_from_document
from question_bank.exam_form import arrange, form_gaps, longest_key_run, order_gaps
from tests.factories.world import item_content


def blueprint(scored: int, pretest: int, free: int = 5, run: int = 4):
    return blueprint_from_document({
        "id": "b", "version": 1, "levels": ["recall"], "scored": scored, "pretest": pretest,
        "counts": {"C01": [scored]}, "assembly": {"key_run_max": run},
        "pretest_placing": {"first_free_positions": free, "max_per_competency": 99}})


def items(number: int, prefix: str, **facts) -> list:
    return [item_content(f"{prefix}{place:03d}", **facts) for place in range(number)]


def placed(scored: int, pretest: int, seed: int, free: int = 5):
    plan = blueprint(scored, pretest, free)
    return plan, arrange(plan, items(scored, "s"), items(pretest, "p", use="pretest"), seed=seed)


@given(st.integers(10, 90), st.integers(0, 12), st.integers(0, 2**31), st.integers(0, 6))
def test_every_item_stands_once_and_the_order_keeps_the_rules(scored, pretest, seed, free):
    pretest = min(pretest, scored // 3)
    plan, form = placed(scored, pretest, seed, free)
    assert form_gaps(plan, form) == []
    assert len({item.code for item, _ in form.positions}) == scored + pretest
    assert [item.code[0] == "s" for item, _ in form.positions] == [counts for _, counts in form.positions]


@given(st.integers(0, 2**31))
def test_pretest_items_are_spread_and_not_gathered(seed):
    _, form = placed(75, 10, seed)
    places = [place for place, (_, counts) in enumerate(form.positions, 1) if not counts]
    assert places[0] <= 13
    assert places[-1] >= 77
    assert max(later - earlier for earlier, later in zip(places, places[1:], strict=False)) <= 16


def test_the_same_seed_draws_the_same_order_and_another_seed_another():
    assert placed(25, 3, 7) == placed(25, 3, 7)
    assert placed(25, 3, 7) != placed(25, 3, 8)


def test_gaps_of_an_order_are_named():
    plan, form = placed(10, 2, 1)
    scored, pretest = [(item, True) for item in form.scored], [(item, False) for item in form.pretest]
    assert order_gaps(plan, pretest + scored) == [
        "A pretest item stands at position 1; the first 5 are free of them."]
    assert order_gaps(plan, scored + pretest) == ["Pretest items stand in a block at the end."]


@given(st.integers(0, 2**31))
def test_iw_29_items_of_a_fixed_order_make_no_long_run_of_one_key(seed):
    plan = blueprint(20, 0, run=3)
    fixed = [replace(item, fixed_order=True, key="abcd"[place % 4]) for place, item in enumerate(items(20, "s"))]
    assert longest_key_run(arrange(plan, fixed, seed=seed).positions) <= 3


def test_a_run_of_one_key_is_named():
    fixed = [(replace(item, fixed_order=True), True) for item in items(6, "s")]
    assert order_gaps(blueprint(6, 0), fixed) == [
        "More than 4 items of a fixed order in a row have the key at one place."]
