"""The screens of one answer matrix as a plain document: who shares answers with whom, and who was in great hurry.

Each line is a question for staff, never a verdict. Slow people are not listed: slowness is nobody's fault.
"""

from dataclasses import asdict

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.enough import TooFew
from question_bank.psychometrics.flags import Flag
from question_bank.psychometrics.screens.response_times import rapid_guesses, unusual_pace
from question_bank.psychometrics.screens.similarity import similar_pairs

QUESTION = "Each line is a question for staff, never a verdict, and never the only reason for anything."


def screened(matrix: AnswerMatrix) -> tuple[dict, list[Flag]]:
    """Similarity of answers (it needs option codes) and response times (they need seconds), with flags in words."""
    flags: list[Flag] = []
    document = {"note": QUESTION, "similarity": _similarity(matrix, flags), "times": _times(matrix, flags)}
    return document, flags


def _similarity(matrix: AnswerMatrix, flags: list[Flag]) -> dict:
    if matrix.scored:
        return {"refused": "Shared answers can only be compared when the option codes are known."}
    key = np.array([min(key) for key in matrix.key])
    chosen = np.where(matrix.right(), key, np.maximum(matrix.answers, -1))
    try:
        found = similar_pairs(chosen, key)
    except TooFew as few:
        return {"refused": str(few)}
    for pair in found.pairs:
        names = f"{_name(matrix, pair.first)} and {_name(matrix, pair.second)}"
        usual = f"{pair.expected:.0f} ({pair.expected_wrong:.0f})"
        flags.append(Flag("", "similar-answers", f"{names} share {pair.shared} answers ({pair.shared_wrong} wrong), "
                          f"where {usual} would be usual. Ask what explains it."))
    return {"refused": "", "n": found.n, "pairs_compared": found.pairs_compared,
            "pairs": [{**asdict(pair), "persons": [_name(matrix, pair.first), _name(matrix, pair.second)]}
                      for pair in found.pairs]}


def _times(matrix: AnswerMatrix, flags: list[Flag]) -> dict:
    if matrix.seconds is None:
        return {"refused": "No response times are known."}
    try:
        found, pace = rapid_guesses(matrix.seconds), unusual_pace(matrix.seconds)
    except TooFew as few:
        return {"refused": str(few)}
    for person in found.asks:
        share = f"{1 - found.effort[person]:.0%} of the questions"
        flags.append(Flag("", "rapid-answers", f"{_name(matrix, person)} answered {share} faster than anybody reads. "
                          "Ask whether something went wrong."))
    return {"refused": "", "n": found.n, "thresholds": found.thresholds, "rapid_share": found.rapid_share,
            "effort": found.effort, "low_effort": [_name(matrix, person) for person in found.asks],
            "fast": [_name(matrix, person) for person in pace.fast]}


def _name(matrix: AnswerMatrix, person: int) -> str:
    return matrix.persons[person] if matrix.persons else f"row {person + 1}"
