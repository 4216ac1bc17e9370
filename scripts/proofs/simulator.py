"""A cohort with planted faults goes through the whole house over HTTP, and every planted fault is found."""

import time

from exam.cli.simulation.people import FAULTS, cohort
from exam.cli.simulation.running import Outcome, simulate
from exam.cli.simulation.verdicts import FOUND, NAMES
from exam.cli.simulation.words import in_words
from tests.support.building import ROOT

DOCUMENT = ROOT / "docs" / "proof" / "simulator.md"
PROGRAM = "mo-cps"
LONG, SHORT = 204, 60
NEEDS_GROUPS = "leaked_item"  # trainings are compared from 100 people each, which the short run does not have


def prove(*, short: bool, seed: int) -> int:
    """Run one cohort. Status 0: everything that was planted was found."""
    faults = [fault for fault in FAULTS if not (short and fault == NEEDS_GROUPS)]
    began = time.monotonic()
    outcome = simulate(cohort(SHORT if short else LONG, seed, faults), PROGRAM)
    minutes = (time.monotonic() - began) / 60
    print(in_words(outcome))
    print(f"It took {minutes:.1f} minutes.")
    if not short:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(_document(outcome, minutes), encoding="utf-8")
    found = {verdict.fault for verdict in outcome.verdicts if verdict.outcome == FOUND}
    return int(not set(faults) <= found)


def _document(outcome: Outcome, minutes: float) -> str:
    rows = "\n".join(
        f"| {NAMES[one.fault]} | {one.outcome} | {one.words} | {len(one.false)} of {one.looked_at:,}"
        f"{': ' + ', '.join(one.false[:12]) if one.false else ''} |" for one in outcome.verdicts)
    return f"""# Proof: the simulator

Written by `scripts/prove simulator` (seed {outcome.cohort.seed}). Do not edit; run it again.

{len(outcome.cohort.people)} invented candidates of known ability took `{outcome.program_id}` with
{outcome.questions} questions in a house of their own: a server process on an empty database, reached by real HTTP,
whose clock was moved. The roster was imported as a file; everybody set a password, agreed, named a proctor, was
admitted with a code, saved answers and handed in; each proctor followed the links of the letters and signed. Then
staff had the key checked, mended it, released a batch and asked for the analysis. {outcome.released} results were
released, {outcome.passed} passed. It took {minutes:.1f} minutes, with other work on the machine.

| Planted | Outcome | What the house said | Flagged without a fault |
| --- | --- | --- | --- |
{rows}

Flags are questions for people, so some of them have no fault behind them: the pages say so, and nothing follows from a
flag by itself. `flask --app wsgi simulate` runs other cohorts; `--help` says how.
"""
