"""What a program file must grant to be fair: time to answer, to choose and to appeal, a word about a delay."""

from collections.abc import Iterator


def unfit_fairness(program) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) that would leave somebody unheard."""
    incidents, appeals, patterns = program.incidents, program.appeals, program.patterns
    if incidents.answer_days < 1:
        yield "incidents.answer_days", "must be at least 1: nothing is taken away before there was time to answer."
    if not incidents.standard_of_proof.strip():
        yield "incidents.standard_of_proof", "is empty. Say in a sentence how sure the board has to be."
    for key in ("file_days", "decide_days"):
        if getattr(appeals, key) < 1:
            yield f"appeals.{key}", "must be at least 1 day."
    if program.release.late_after_days < 1:
        yield "release.late_after_days", "must be at least 1: whoever waits long is told why."
    yield from _unfit_incomplete_data(program.incomplete_data)
    if patterns.candidates_min < 2:
        yield "patterns.candidates_min", "must be at least 2: one exam is no pattern."
    if not 0 < patterns.pass_share_over <= 1:
        yield "patterns.pass_share_over", "is a share, so it must be above 0 and at most 1. Write 0.95 for 95 percent."


def _unfit_incomplete_data(rule) -> Iterator[tuple[str, str]]:
    if not 1 <= rule.count_percent_min <= 100:
        yield "incomplete_data.count_percent_min", ("must be a percent from 1 to 100: so much of the exam has to be "
                                                    "complete before it may count.")
    if rule.choice_days < 1:
        yield "incomplete_data.choice_days", "must be at least 1: the candidate needs time to choose."
