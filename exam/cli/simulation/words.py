"""The report of a simulation in words."""

from exam.cli.simulation.running import Outcome
from exam.cli.simulation.verdicts import NAMES, TOO_FEW, Verdict

MOST_NAMED = 10


def in_words(outcome: Outcome) -> str:
    """What was planted, what was found, and what was flagged without a fault."""
    lines = [f"{len(outcome.cohort.people)} candidates took {outcome.program_id} ({outcome.questions} questions) over "
             f"HTTP, seed {outcome.cohort.seed}. {outcome.released} results were released, {outcome.passed} "
             "passed.", ""]
    for verdict in outcome.verdicts:
        lines += _lines_of(verdict)
    if any(verdict.outcome == TOO_FEW for verdict in outcome.verdicts):
        lines += ["", "More candidates let the house look for all of them."]
    return "\n".join(lines)


def _lines_of(verdict: Verdict) -> list[str]:
    lines = [f"{NAMES[verdict.fault]}: {verdict.outcome.upper() or 'not planted'}. {verdict.words}"]
    if verdict.looked_at:
        lines.append(f"  Flagged without a fault: {len(verdict.false)} of {verdict.looked_at}{_named(verdict.false)}.")
    return lines


def _named(false: list[str]) -> str:
    if not false:
        return ""
    more = ", ..." if len(false) > MOST_NAMED else ""
    return f" ({', '.join(false[:MOST_NAMED])}{more})"
