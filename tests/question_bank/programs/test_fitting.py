"""A program and its blueprint must fit: sums, competencies and tags, each named with file and line."""

import pytest

from question_bank.blueprint import SHIPPED as PLANS
from question_bank.fitting import Source, read_bundle
from question_bank.programs import SHIPPED, ProgramError

MO = Source("mo-cps.toml", (SHIPPED / "mo-cps.toml").read_text(encoding="utf-8"))
SHORT = Source("mo-cps-25.toml", (SHIPPED / "mo-cps-25.toml").read_text(encoding="utf-8"))
PLAN = Source("plan.toml", (PLANS / "mo-cps-sample.toml").read_text(encoding="utf-8"))


def changed(source: Source, old: str, new: str) -> Source:
    assert old in source.text
    return Source(source.name, source.text.replace(old, new, 1))


def problems(*sources: Source) -> list[str]:
    with pytest.raises(ProgramError) as caught:
        read_bundle(sources)
    return list(map(str, caught.value.problems))


def line(source: Source, words: str) -> int:
    return next(number for number, text in enumerate(source.text.splitlines(), 1) if words in text)


def test_files_are_read_in_any_order_with_the_base_first():
    pairs = read_bundle([SHORT, PLAN, MO])
    assert [(program.id, blueprint.id) for program, blueprint in pairs] == [
        ("mo-cps", "mo-cps-sample"), ("mo-cps-25", "mo-cps-25-sample")]


def test_c02_counts_that_do_not_add_up_are_named():
    plan = changed(PLAN, "C01 = [1, 4, 2]", "C01 = [1, 4, 3]")
    assert problems(MO, plan)[0] == (
        f"plan.toml:{line(plan, 'scored = 75')}: scored: says 75, but the counts add up to 76. Make them agree.")


def test_c02_a_sum_that_differs_from_the_program_is_named():
    program = changed(MO, "scored_items = 75", "scored_items = 80")
    assert problems(program, PLAN)[0] == (
        f"plan.toml:{line(PLAN, 'scored = 75')}: scored: says 75, but exam.scored_items of the program says 80. "
        "Make them agree.")


def test_c02_a_competency_that_the_program_does_not_have_is_named():
    program = changed(MO, '  { id = "C11", slug = "networking",        title = "Networking" },\n', "")
    assert problems(program, PLAN) == [
        f"plan.toml:{line(PLAN, 'C11 = [1, 2, 1]')}: counts.C11: is no competency of the program. Add it to "
        "taxonomy.competencies, or remove this row."]


def test_c02_a_competency_without_a_row_is_named():
    plan = changed(changed(PLAN, "C11 = [1, 2, 1]\n", ""), "scored = 75", "scored = 71")
    program = changed(MO, "scored_items = 75", "scored_items = 71")
    assert problems(program, plan) == [
        f"plan.toml:{line(plan, '[counts]')}: counts.C11: has no row for the competency C11 of the program. Add one, "
        "with zeros if nothing is asked."]


def test_a_tag_that_the_program_does_not_have_is_named():
    plan = changed(PLAN, "wrap = {", "wrapp = {")
    assert problems(MO, plan)[0].startswith(f"plan.toml:{line(plan, 'wrapp')}: tags.wrapp: is no tag of the program.")


@pytest.mark.parametrize(("old", "new", "key"), [
    ("pretest = 10", "pretests = 10", "pretests"), ("C02 = [2, 4, 2]", "C02 = [2, 4]", "counts.C02"),
    ("C02 = [2, 4, 2]", 'C02 = "eight"', "counts.C02"), ("C02 = [2, 4, 2]", "C02 = [2, 4, -2]", "counts.C02"),
    ("wrap = { min = 5, max = 9 }", "wrap = 5", "tags.wrap"),
    ("wrap = { min = 5, max = 9 }", "wrap = { min = 5, max = 4 }", "tags.wrap"),
    ("disjoint_forms = 3", "disjoint_form = 3", "assembly.disjoint_form"),
    ("block_at_end = false", "block_at_end = 0", "pretest_placing.block_at_end"),
    ("scored = 75", "", "scored"), ("schema = 1", "schema = 9", "schema"),
    ('levels = ["recall", "application", "judgement"]', 'levels = "all"', "levels"),
])
def test_a_mistake_in_a_blueprint_is_named(old, new, key):
    found = problems(MO, changed(PLAN, old, new))
    assert any(f": {key}: " in sentence and sentence.startswith("plan.toml:") for sentence in found)


def test_an_unknown_blueprint_and_a_program_without_exam_are_named():
    assert problems(changed(MO, "mo-cps-sample/1", "other/1"))[0].startswith(
        f"mo-cps.toml:{line(MO, 'blueprint = ')}: exam.blueprint: no blueprint 'other/1' is known.")
    no_exam = Source("mt.toml", (SHIPPED / "us-mt-sdmi-hcbs.toml").read_text(encoding="utf-8"))
    assert "exam.required: this program asks for no exam" in problems(no_exam)[0]


def test_the_problems_of_every_file_are_told_together():
    found = problems(changed(MO, "schema = 1", "schema = 2"), changed(PLAN, "pretest = 10", "pretests = 10"))
    assert {sentence.split(":")[0] for sentence in found} == {"mo-cps.toml", "plan.toml"}


def test_files_that_extend_each_other_in_a_circle_are_refused():
    one = changed(SHORT, 'extends = "mo-cps/2026.1"', 'extends = "mo-cps-25/2026.1"')
    assert "extends" in problems(one)[0]


@pytest.mark.parametrize(("given", "other", "words"), [
    ('result_shown_to_candidate = "after_release"', 'result_shown_to_candidate = "never"', "as soon as it is released"),
    ("scored_item_overlap_max = 0.0", "scored_item_overlap_max = 0.2", "never asked of the same person again")])
def test_a_promise_that_nothing_would_keep_is_refused(given, other, words):
    [found] = problems(changed(MO, given, other), PLAN)
    assert "cannot be delivered" in found and words in found


def test_t23_a_way_through_the_exam_that_the_room_does_not_enforce_is_refused():
    found = problems(changed(MO, 'navigation = "free"', 'navigation = "forward_only"'), PLAN)
    assert found == [f"mo-cps.toml:{line(MO, 'navigation = ')}: exam.navigation: 'forward_only' cannot be delivered: "
                     'every question stays open until the candidate hands in. Say "free".']
