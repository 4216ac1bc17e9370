"""Exam forms: questions have as many options as the program says, when they are drawn and when a form is published."""

import pytest

from exam.errors import Refused
from exam.queries.assembling import Wish, drawn_set
from question_bank.blueprint import shipped_blueprints
from tests.factories import world as make
from tests.support.databases import ONE_KIND


@ONE_KIND
def test_a_question_with_another_number_of_options_is_not_drawn_and_not_published(db_app):
    exam = {**make.shipped_programs()[0].document["exam"], **make.shipped_programs()[1].document["exam"]}
    version = make.program_only(exam={**exam, "options_per_item": 3}).version
    contents = make.contents_for(shipped_blueprints()["mo-cps-25-sample/1"])
    with pytest.raises(Refused) as caught:
        make.exam_form(version, contents)
    assert "The program asks for 3 options. These items have another number: t-" in str(caught.value)
    with pytest.raises(Refused) as caught:
        drawn_set(Wish(version.id, "en", "F", 1).document, lambda *told: None)
    assert "Left out: 25 approved items that do not have 3 options, as the program says." in caught.value.sentences
