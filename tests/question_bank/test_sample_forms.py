"""The bank that comes with Examhall is enough for its own programs: exam forms and a practice exam assemble."""

import pytest

from question_bank.assembly import assemble
from question_bank.blueprint import shipped_blueprints
from question_bank.content import sample_bank
from question_bank.exam_form import form_gaps


@pytest.mark.parametrize("seed", [1, 7, 2026])
@pytest.mark.parametrize("name", ["mo-cps-sample/1", "mo-cps-25-sample/1"])
def test_c02_the_sample_bank_fills_three_forms_of_each_blueprint_without_a_common_item(name, seed):
    blueprint = shipped_blueprints()[name]
    drawn = assemble(blueprint, sample_bank(), seed=seed, forms=3, disjoint=True)
    assert [form_gaps(blueprint, form) for form in drawn.forms] == [[], [], []]
    codes = [item.code for form in drawn.forms for item, _ in form.positions]
    assert len(codes) == len(set(codes)) == 3 * (blueprint.scored + blueprint.pretest)


def test_iw22_on_no_form_of_the_sample_bank_is_the_longest_option_a_good_guess():
    blueprint = shipped_blueprints()["mo-cps-sample/1"]
    for form in assemble(blueprint, sample_bank(), seed=2026, forms=3, disjoint=True).forms:
        longest = [item for item in form.scored if len(item.option(item.key).text)
                   > max(len(option.text) for option in item.options if option.id != item.key)]
        assert len(longest) <= 0.4 * blueprint.scored


def test_no_practice_item_ever_counts():
    blueprint = shipped_blueprints()["mo-cps-sample/1"]
    practice = {item.code for item in sample_bank() if item.use == "practice"}
    form, = assemble(blueprint, sample_bank(), seed=1).forms
    assert practice and not practice & {item.code for item, _ in form.positions}
