"""What a simulation says about planted faults: found, missed, not looked for, and what was flagged in vain."""

import copy

import pytest

from exam.cli.simulation.people import EVENTS, FAULTS, cohort
from exam.cli.simulation.running import Outcome
from exam.cli.simulation.verdicts import FOUND, MISSED, TOO_FEW, verdicts_on
from exam.cli.simulation.words import in_words

PEOPLE = cohort(240, seed=1)
PLAN = {"wrong_key": {"code": "q-wrong", "right": "a", "keyed": "b"}, "leaked_item": {"code": "q-leak"}}
PAIR = sorted(person.candidate_id for person in PEOPLE.pair)
EVERYTHING = {
    "revisions": {f"q-{number}": str(number) for number in range(75)},
    "key_check": {"n": 240, "findings": [{"code": "q-wrong"}]},
    "analysis": {"groups": {"words": "", "flagged": [{"code": "q-leak", "easier_for": EVENTS[1]}]},
                 "similarity": {"refused": "", "pairs": [{"people": PAIR}]}},
    "proctors": [{"email": PEOPLE.careless.email, "questions": ["Half of the statements were signed within 9 seconds"]},
                 {"email": "careful@example.net", "questions": []}]}


def outcomes(findings: dict, people=PEOPLE, plan=None) -> dict[str, str]:
    found = verdicts_on(people, PLAN if plan is None else plan, findings)
    return {verdict.fault: verdict.outcome for verdict in found}


def test_whatever_was_planted_and_named_is_found_with_nothing_in_vain():
    assert outcomes(EVERYTHING) == dict.fromkeys(FAULTS, FOUND)
    assert all(verdict.false == [] for verdict in verdicts_on(PEOPLE, PLAN, EVERYTHING))


@pytest.mark.parametrize(("fault", "change"), [
    ("wrong_key", lambda found: found["key_check"]["findings"].clear()),
    ("leaked_item", lambda found: found["analysis"]["groups"]["flagged"].clear()),
    ("leaked_item", lambda found: found["analysis"]["groups"]["flagged"][0].update(easier_for=EVENTS[0])),
    ("colluding_pair", lambda found: found["analysis"]["similarity"]["pairs"].clear()),
    ("careless_proctor", lambda found: found["proctors"][0].update(questions=["12 candidates in 12 months."])),
])
def test_a_planted_fault_that_nothing_names_is_missed(fault, change):
    findings = copy.deepcopy(EVERYTHING)
    change(findings)
    assert outcomes(findings) == {**dict.fromkeys(FAULTS, FOUND), fault: MISSED}


def test_where_the_house_refuses_to_look_at_so_few_nothing_is_missed_and_the_reason_is_said():
    findings = copy.deepcopy(EVERYTHING)
    findings["key_check"].update(n=0, findings=[])
    findings["analysis"]["groups"].update(words="No groups are compared.", flagged=[])
    findings["analysis"]["similarity"].update(refused="Needs 50 people.", pairs=[])
    assert outcomes(findings) == {**dict.fromkeys(FAULTS, TOO_FEW), "careless_proctor": FOUND}
    verdicts = verdicts_on(PEOPLE, PLAN, findings)
    assert "Needs 50 people." in in_words(Outcome(PEOPLE, "mo-cps", 85, 240, 180, verdicts))


def test_what_is_flagged_without_a_fault_is_counted_against_what_could_have_been():
    findings = copy.deepcopy(EVERYTHING)
    findings["key_check"]["findings"].append({"code": "q-7"})
    findings["analysis"]["similarity"]["pairs"].append({"people": ["S-0001", "S-0002"]})
    findings["proctors"][1]["questions"] = ["All passed."]
    false = {verdict.fault: (verdict.false, verdict.looked_at) for verdict in verdicts_on(PEOPLE, PLAN, findings)}
    assert false == {"wrong_key": (["q-7"], 75), "leaked_item": ([], 75),
                     "colluding_pair": (["S-0001 and S-0002"], 240 * 239 // 2),
                     "careless_proctor": (["careful@example.net"], 2)}


def test_without_a_planted_fault_every_flag_is_in_vain():
    findings, nobody = copy.deepcopy(EVERYTHING), cohort(240, seed=1, planted=())
    assert outcomes(findings, nobody, {}) == dict.fromkeys(FAULTS, "")
    assert all(len(verdict.false) == 1 for verdict in verdicts_on(nobody, {}, findings))
