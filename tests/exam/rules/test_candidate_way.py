"""Where a candidate stands: one step is now, and every step on the roads has words."""

import pytest

from exam.rules.appeals import APPEAL
from exam.rules.candidate_way import (
    APPEAL_WORDS,
    INQUIRY_WORDS,
    NOMINATION_WORDS,
    ORDER,
    SITTING_WORDS,
    step_in_words,
    step_now,
    steps_with,
)
from exam.rules.inquiries import INQUIRY
from exam.rules.roads import NOMINATION, SITTING


@pytest.mark.parametrize(("facts", "now"), [
    ({"state": "registered", "agreed": False, "nomination_state": None}, 0),
    ({"state": "registered", "agreed": True, "nomination_state": None}, 1),
    ({"state": "registered", "agreed": True, "nomination_state": "declined"}, 1),
    ({"state": "registered", "agreed": True, "nomination_state": "bounced"}, 1),
    ({"state": "registered", "agreed": True, "nomination_state": "invited"}, 2),
    ({"state": "registered", "agreed": True, "nomination_state": "accepted", "approval": "needed"}, 2),
    ({"state": "registered", "agreed": True, "nomination_state": "accepted", "approval": "withheld"}, 1),
    ({"state": "registered", "agreed": True, "nomination_state": "accepted", "approval": "given"}, 3),
    ({"state": "admitted", "agreed": True, "nomination_state": "accepted"}, 3),
    ({"state": "paused", "agreed": True, "nomination_state": "accepted"}, 3),
    ({"state": "submitted", "agreed": True, "nomination_state": "accepted"}, 4),
    ({"state": "submitted", "agreed": True, "nomination_state": "attested"}, 5),
    ({"state": "released", "agreed": True, "nomination_state": "attested"}, 6),
])
def test_one_step_is_now(facts, now):
    assert step_now(**facts) == now
    states = [state for _, state in steps_with(now)]
    assert states == ["done"] * now + ["now"] * (now < 6) + ["later"] * (5 - now)


def test_who_waits_for_the_board_is_not_told_to_read_a_result_that_does_not_exist():
    assert steps_with(step_now("submitted", agreed=True, nomination_state="attested"))[5] == (
        "The board releases your result", "now")


def test_every_step_of_both_roads_is_told_in_words():
    assert set(SITTING_WORDS) == set(SITTING.steps)
    assert set(NOMINATION_WORDS) == set(NOMINATION.steps)
    assert set(INQUIRY_WORDS) == set(INQUIRY.steps)
    assert set(APPEAL_WORDS) == set(APPEAL.steps)
    assert set(ORDER) == set().union(*(road.steps for road in (SITTING, NOMINATION, INQUIRY, APPEAL)))


def test_the_programs_own_word_for_a_proctor_is_used():
    assert "Name a test monitor" in dict(steps_with(0, "test monitor"))
    assert step_in_words("sitting", "admit", {}, proctor="test monitor").startswith("Your test monitor checked")


def test_a_sitting_that_ended_with_its_time_is_not_told_as_handed_in():
    assert step_in_words("sitting", "submit", {"completion": "time_expired"}).startswith("The time was over.")
