"""Another key is told from another order and from a mended word."""

from dataclasses import replace

import pytest

from exam.rules.rightness import counts_otherwise
from question_bank.items import Option
from tests.factories.world import item_content, several_right

ITEM = item_content("a-1")
MENDED = (ITEM.options[0], replace(ITEM.options[1], text="Option b, mended"), *ITEM.options[2:])
SWAPPED = (replace(ITEM.options[0], text=ITEM.options[1].text), replace(ITEM.options[1], text=ITEM.options[0].text),
           *ITEM.options[2:])
SEVERAL = several_right(ITEM)


@pytest.mark.parametrize(("old", "new", "otherwise"), [
    (ITEM, replace(ITEM, stem="Another stem?"), False),
    (ITEM, replace(ITEM, options=MENDED), False),
    (ITEM, replace(ITEM, options=SWAPPED, key="a"), False),
    (ITEM, replace(ITEM, options=ITEM.options[:3]), False),
    (ITEM, replace(ITEM, key="c"), True),
    (ITEM, replace(ITEM, options=SWAPPED), True),
    (ITEM, replace(ITEM, key="e", options=(*ITEM.options, Option("e", "A new answer"))), True),
    (ITEM, SEVERAL, True),
    (SEVERAL, replace(SEVERAL, keys=("c", "b")), False),
    (SEVERAL, replace(SEVERAL, keys=("b",)), True),
    (SEVERAL, replace(SEVERAL, scoring="right_minus_wrong"), True),
])
def test_issue3_what_counts_as_right_is_compared_by_what_it_says(old, new, otherwise):
    assert counts_otherwise(old, new) is otherwise
