"""The worker that analyses one exam form from the packed answers of its released sittings."""

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix, AnswerTrouble
from question_bank.psychometrics.exam_forms import (
    Column,
    classical_part,
    groups_part,
    matrix_from_packed,
    model_part,
    screens_part,
    seconds_from_packed,
)
from question_bank.psychometrics.thresholds import Thresholds
from question_bank.workers.limits import carried, work


def form_job(job: dict) -> dict:
    """One part of the analysis, or the sentence why there can be none."""
    columns = [Column(**{**row, "options": tuple(row["options"]), "right": tuple(row["right"])})
               for row in job["columns"]]
    choices, times = carried(job["choices"]), carried(job["seconds"])
    try:
        matrix = matrix_from_packed(columns, choices, groups=tuple(job["groups"]))
        seconds = seconds_from_packed(times, len(columns)) if times else None
    except AnswerTrouble as trouble:
        return {"trouble": str(trouble)}
    return {"found": _part(job, columns, matrix, seconds)}


def _part(job: dict, columns: list[Column], matrix: AnswerMatrix, seconds: np.ndarray | None) -> dict:
    cut, least = job["cut"], job["least"]
    parts = {
        "classical": lambda: classical_part(columns, matrix, seconds, cut=cut, limits=Thresholds(**job["limits"]),
                                            least=least),
        "model": lambda: model_part(columns, matrix, cut=cut, least=least),
        "groups": lambda: groups_part(columns, matrix),
        "screens": lambda: screens_part(columns, matrix, seconds),
    }
    return parts[job["part"]]()


if __name__ == "__main__":
    work({"form": form_job})
