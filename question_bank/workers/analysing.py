"""The worker that analyses answers: rows of option codes in, the report out."""

from question_bank.psychometrics.answer_matrix import AnswerTrouble, matrix_from_codes
from question_bank.psychometrics.report import analyse
from question_bank.psychometrics.thresholds import Thresholds
from question_bank.workers.limits import work


def analyse_job(job: dict) -> dict:
    """The report, or the sentence why there can be none."""
    try:
        matrix = matrix_from_codes(job["items"], job["rows"], job["key"], job["options"], groups=tuple(job["groups"]))
    except AnswerTrouble as trouble:
        return {"trouble": str(trouble)}
    return {"report": analyse(matrix, missing=job["missing"], only=job["only"], cut=job["cut"],
                              limits=Thresholds(**job["limits"]))}


if __name__ == "__main__":
    work({"analyse": analyse_job})
