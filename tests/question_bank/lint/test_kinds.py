"""The rules on pictures and on questions with several right options."""

from dataclasses import replace

import pytest

from question_bank.instructions import instruction, number_told
from question_bank.lint import Known, faults_of
from tests.factories.world import item_content, several_right

PICTURE = '<img src="asset:' + "ab" * 32 + '" alt="{}">'


def blocking(item):
    return [one for one in faults_of(item, Known()) if one.blocks]


@pytest.mark.parametrize("change", [
    {"stem": "What does it show? " + PICTURE.format("")}, {"stem": "What? " + PICTURE.format("  ")},
    {"scenario": "s", "stimulus": PICTURE.format("")}, {"rationale": PICTURE.format("")},
])
def test_iw36_a_picture_without_words_cannot_be_approved(change):
    item = item_content("t-1", **{"stem": "What?", **change} if "stem" not in change else {})
    item = replace(item, **change)
    assert [fault.code for fault in blocking(item) if "picture" in fault.message] == ["IW-36"]


def test_iw36_a_picture_with_words_can():
    item = replace(item_content("t-1"), stem="What does it show? " + PICTURE.format("A chart of five days"))
    assert [fault for fault in blocking(item) if "picture" in fault.message] == []


@pytest.mark.parametrize(("stem", "told"), [
    ("Which TWO steps come first?", 2), ("Which three of the following help?", 3), ("Select <em>two</em> answers.", 2),
    ("Pick the three best answers.", 3), ("Which of these two people helps?", None), ("What helps here?", None),
    ("Each of the two people speaks. What helps?", None),
])
def test_the_number_is_told_only_where_the_question_tells_it(stem, told):
    item = replace(several_right(item_content("t-1")), stem=stem)
    assert number_told(item) == told
    words = {None: "Choose all that apply.", 2: "Choose two.", 3: "Choose three."}[told]
    assert instruction(item).startswith(words)


def test_a_single_question_needs_no_instruction():
    assert instruction(item_content("t-1")) == ""


def test_iw04_the_number_that_is_told_is_the_number_of_right_options():
    item = replace(several_right(item_content("t-1")), stem="Which two steps come first?")
    faulty = replace(item, keys=("a", "b", "c"))
    assert not [fault for fault in blocking(item) if fault.code == "IW-04"]
    assert [fault.place for fault in blocking(faulty) if fault.code == "IW-04"] == ["t-1, keys"]
