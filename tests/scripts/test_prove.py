"""The proofs by many runs: the evidence in its short form, and what the simulator makes of its findings."""

import pytest

from exam.cli.simulation.people import FAULTS
from exam.cli.simulation.running import Outcome
from exam.cli.simulation.verdicts import FOUND, MISSED, TOO_FEW, Verdict
from scripts.proofs import evidence, scorers, simulator


def test_c28_packs_are_scored_again_and_each_tampering_is_found_and_placed(capsys):
    assert evidence.prove(short=True, seed=7) == 0
    said = capsys.readouterr().out
    assert "3 packs scored again: 0 differences." in said
    assert "100 tamperings: 0 unseen, 0 found but not placed." in said


def test_c10_two_scorers_agree_on_random_answers_and_one_that_errs_fails_the_proof(monkeypatch, capsys):
    assert scorers.prove(short=True, seed=7) == 0
    assert "2000 answer sets: 0 differences." in capsys.readouterr().out
    monkeypatch.setattr(scorers.second_scoring, "score", scorers._erring)
    assert scorers.prove(short=True, seed=7) == 1


@pytest.mark.parametrize(("outcomes", "status"), [
    ({}, 0), ({"wrong_key": MISSED}, 1), ({"colluding_pair": TOO_FEW}, 1), ({"leaked_item": TOO_FEW}, 0)])
def test_the_simulator_proves_nothing_where_a_planted_fault_was_not_found(monkeypatch, capsys, outcomes, status):
    found = [Verdict(fault, outcomes.get(fault, FOUND), "Said.", [], 75) for fault in FAULTS]
    monkeypatch.setattr(simulator, "simulate", lambda people, program: Outcome(people, program, 85, 60, 40, found))
    assert simulator.prove(short=True, seed=3) == status  # in the short run no question goes round
    assert "60 candidates took mo-cps" in capsys.readouterr().out


def test_the_document_of_the_simulator_says_what_was_found_and_what_was_flagged_in_vain(monkeypatch, tmp_path):
    found = [Verdict(fault, FOUND, "Said.", ["q-9"] if fault == "wrong_key" else [], 75) for fault in FAULTS]
    monkeypatch.setattr(simulator, "simulate", lambda people, program: Outcome(people, program, 85, 210, 90, found))
    monkeypatch.setattr(simulator, "DOCUMENT", tmp_path / "proof" / "simulator.md")
    assert simulator.prove(short=False, seed=3) == 0
    written = simulator.DOCUMENT.read_text(encoding="utf-8")
    assert "| A wrong key | found | Said. | 1 of 75: q-9 |" in written and "210 results were" in written
