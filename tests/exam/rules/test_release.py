"""The release gate: it opens on exactly one combination, and says in words what is missing otherwise."""

from dataclasses import replace
from itertools import product

import pytest

from exam.rules.release import GateFacts, missing_for_release
from exam.rules.roads import SITTING

READY = GateFacts(state="submitted", submission_digest="d", attested_digest="d", nomination_state="attested",
                  open_incidents=0, open_holds=0, cut_adopted=True)


def test_promise_1_it_opens_when_nothing_is_missing():
    assert missing_for_release(READY) == []


@pytest.mark.parametrize(("change", "sentence"), [
    ({"attested_digest": None, "nomination_state": None}, "The proctor has not attested yet."),
    ({"attested_digest": "other"}, "The attestation does not belong to what was handed in."),
    ({"nomination_state": "refused"}, "The attestation is no longer in force."),
    ({"approval": "needed"}, "The board has not approved this proctor."),
    ({"approval": "withheld"}, "The board has not approved this proctor."),
    ({"open_incidents": 1}, "1 incident waits for the board's decision."),
    ({"open_incidents": 2}, "2 incidents wait for the board's decision."),
    ({"open_holds": 1}, "1 hold is in place."),
    ({"key_trouble": "unchecked"}, "The key of this exam form has not been checked yet."),
    ({"key_trouble": "doubted"}, "A question of this exam form has a key that looks wrong."),
    ({"cut_adopted": False}, "The cut score of this exam form has not been adopted."),
    ({"purpose": "practice"}, "A practice exam is never released."),
    ({"state": "released"}, "The result has been released already."),
    ({"state": "in_progress", "submission_digest": None, "attested_digest": None},
     "The sitting is in progress, not submitted."),
])
def test_each_missing_condition_is_named(change, sentence):
    assert sentence in missing_for_release(replace(READY, **change))


def test_t12_of_all_combinations_only_the_whole_one_opens_the_gate():
    combinations = product(SITTING.states, (None, "d"), (None, "d", "other"), (None, "attested", "refused", "replaced"),
                           (0, 1), (0, 1), (True, False), ("exam", "practice"),
                           ("not_needed", "needed", "withheld", "given"))
    opened = [facts for facts in (GateFacts(*values) for values in combinations) if not missing_for_release(facts)]
    assert opened == [READY, replace(READY, approval="given")]


def test_before_the_admission_nothing_is_said_of_a_form_that_is_not_drawn():
    before = replace(READY, state="registered", submission_digest=None, attested_digest=None, cut_adopted=False)
    assert missing_for_release(before) and not any("cut score" in sentence for sentence in missing_for_release(before))
