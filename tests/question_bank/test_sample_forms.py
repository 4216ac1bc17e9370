"""The bank that comes with Examhall is enough for its own programs: exam forms and a practice exam assemble."""

import pytest

from question_bank.assembly import assemble
from question_bank.blueprint import shipped_blueprints
from question_bank.content import sample_bank
from question_bank.exam_form import form_gaps


@pytest.mark.parametrize(("name", "forms"), [("mo-cps-sample/1", 1), ("mo-cps-25-sample/1", 2)])
def test_c02_the_sample_bank_fills_disjoint_forms_of_each_blueprint(name, forms):
    blueprint = shipped_blueprints()[name]
    drawn = assemble(blueprint, sample_bank(), seed=2026, forms=forms, disjoint=True)
    assert [form_gaps(blueprint, form) for form in drawn.forms] == [[]] * forms


def test_no_practice_item_ever_counts():
    blueprint = shipped_blueprints()["mo-cps-sample/1"]
    practice = {item.code for item in sample_bank() if item.use == "practice"}
    form, = assemble(blueprint, sample_bank(), seed=1).forms
    assert practice and not practice & {item.code for item, _ in form.positions}
