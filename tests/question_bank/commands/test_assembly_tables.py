"""The bounds of a rule as people read them beside what a form holds."""

import pytest

from question_bank.commands.assembly_tables import wanted


@pytest.mark.parametrize(("least", "most", "words"), [
    (None, None, "any number"), (0, None, "any number"), (2, None, "from 2"), (None, 3, "up to 3"), (0, 3, "up to 3"),
    (0, 0, "0"), (2, 2, "2"), (2, 3, "2 to 3"), (0.25, 0.5, "0.25 to 0.5"),
])
def test_no_bound_that_is_open_is_read_out(least, most, words):
    assert wanted(least, most) == words
