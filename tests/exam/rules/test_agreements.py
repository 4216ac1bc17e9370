"""The information page: what was agreed to counts word for word."""

from dataclasses import dataclass, replace

import pytest

from exam.rules.agreements import has_agreed, text_digest
from question_bank.programs.exam_tables import Text

TEXT = Text(version="2026.1", title="What you should know", paragraphs=("One.", "Two."))


@dataclass
class Row:
    text_version: str
    text_digest: str


def row_for(text: Text) -> Row:
    return Row(text.version, text_digest(text))


def test_c22_the_very_text_in_force_counts():
    assert has_agreed(TEXT, [row_for(TEXT)])


@pytest.mark.parametrize("change", [
    {"version": "2026.2"}, {"title": "What you must know"}, {"paragraphs": ("One.", "Two!")},
    {"paragraphs": ("One. Two.",)}, {"paragraphs": ("Two.", "One.")},
])
def test_c22_another_version_or_other_words_do_not(change):
    assert not has_agreed(TEXT, [row_for(replace(TEXT, **change))])


def test_c22_nothing_is_not_an_agreement():
    assert not has_agreed(TEXT, [])


def test_c22_new_words_under_an_old_version_do_not_count():
    assert not has_agreed(TEXT, [Row(TEXT.version, "0" * 64)])
