"""The parts of a form's analysis that look at groups and at single persons, each with words where they may not."""

from collections.abc import Sequence

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.dif.report import FEWEST_COMPARED, dif_by_group
from question_bank.psychometrics.exam_forms.columns import UNKNOWN_SECONDS, Column, picked
from question_bank.psychometrics.plain import plain
from question_bank.psychometrics.screens.report import screened

MOST_COMPARED = 10_000  # every person with every other one: the work grows with the square
NO_GROUPS = ("No groups are compared. Differences between groups are looked for when the board registered at least two "
             "groups of {} persons or more.")


def groups_part(columns: Sequence[Column], matrix: AnswerMatrix) -> dict:
    """Items that are harder for one group than for another at equal scores; words where no two groups are large."""
    document = {"words": "", "reference": None, "comparisons": [], "flags": []}
    if not any(matrix.groups):
        return {**document, "words": NO_GROUPS.format(FEWEST_COMPARED)}
    counting = [place for place, column in enumerate(columns) if column.scored]
    found, flags = dif_by_group(picked(matrix, counting))
    compared = [one for one in found["comparisons"] if not one["refused"]]
    if not compared:
        return {**document, "words": NO_GROUPS.format(FEWEST_COMPARED)}
    return plain({**document, "reference": found["reference"], "comparisons": compared,
                  "flags": [{"item": flag.item, "kind": flag.kind, "sentence": flag.sentence} for flag in flags]})


def screens_part(columns: Sequence[Column], matrix: AnswerMatrix, seconds: np.ndarray | None) -> dict:
    """Who shares answers with whom and who was in great hurry, by row: questions for staff, never a verdict."""
    times = None
    if seconds is not None and (seconds != UNKNOWN_SECONDS).any():
        times = np.where(seconds == UNKNOWN_SECONDS, np.nan, seconds.astype(float))[:MOST_COMPARED]
    used = matrix.of(np.arange(matrix.n) < MOST_COMPARED)
    rows = tuple(str(row) for row in range(used.n))
    used = AnswerMatrix(used.items, used.options, used.answers, used.key, persons=rows, seconds=times)
    found, _ = screened(used)
    similarity, quick = found["similarity"], found["times"]
    pairs = [{"rows": [pair["first"], pair["second"]], **{name: pair[name] for name in (
        "shared", "expected", "shared_wrong", "expected_wrong", "named_by")}} for pair in similarity.get("pairs", ())]
    return plain({"n": used.n, "k": used.k, "note": found["note"],
                  "similarity": {"refused": similarity["refused"], "pairs": pairs},
                  "times": {"refused": quick["refused"],
                            "low_effort": [int(row) for row in quick.get("low_effort", ())],
                            "fast": [int(row) for row in quick.get("fast", ())]}})
