"""The two roads: exactly the moves of the table, and no others."""

import pytest

from exam.errors import StepRefused
from exam.rules.roads import NOMINATION, SITTING

ENDS = {"sitting": {"withdrawn", "missed", "void"}, "nomination": {"attested", "declined", "refused", "replaced"}}
EVERY_PAIR = [(road, state, step) for road in (SITTING, NOMINATION) for state in road.states for step in road.steps]


@pytest.mark.parametrize(("road", "state", "step"), EVERY_PAIR, ids=lambda value: getattr(value, "name", value))
def test_v5_0_0_2_3_1_t23_a_step_leads_where_the_table_says_and_nowhere_else(road, state, step):
    if (state, step) in road.moves:
        assert road.after(state, step) == road.moves[state, step]
    else:
        with pytest.raises(StepRefused):
            road.after(state, step)


@pytest.mark.parametrize("road", [SITTING, NOMINATION], ids=lambda road: road.name)
def test_the_ends_are_those_of_the_design(road):
    without_a_step = {state for state in road.states if not any(road.allows(state, step) for step in road.steps)}
    assert without_a_step == ENDS[road.name]


def test_promise_1_released_is_reached_only_from_submitted():
    assert [before for (before, _), after in SITTING.moves.items() if after == "released"] == ["submitted"]


def test_a_refused_step_is_told_in_words():
    with pytest.raises(StepRefused, match="This sitting is in progress, so it cannot release now."):
        SITTING.after("in_progress", "release")
