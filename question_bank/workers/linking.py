"""The worker that links two exam forms from the packed answers of their released sittings."""

from question_bank.psychometrics.answer_matrix import AnswerTrouble
from question_bank.psychometrics.equating.forms import Side, linked_forms
from question_bank.psychometrics.exam_forms import Column, points_from_packed
from question_bank.workers.limits import carried, work


def link_job(job: dict) -> dict:
    """The linking without the digests of its data, or the sentence why there is none."""
    try:
        form, base = _side(job["form"]), _side(job["base"])
        return {"linking": linked_forms(form, base, job["method"], common=[(own, its) for own, its in job["common"]])}
    except (AnswerTrouble, ValueError, ArithmeticError) as trouble:
        return {"trouble": str(trouble)}


def _side(told: dict) -> Side:
    columns = [Column(**{**row, "options": tuple(row["options"]), "right": tuple(row["right"])})
               for row in told["columns"]]
    points = points_from_packed(columns, carried(told["choices"]))
    counting = [place for place, column in enumerate(columns) if column.scored]
    return Side(told["name"], points[:, counting], tuple(columns[place].points for place in counting), told["given"])


if __name__ == "__main__":
    work({"link": link_job})
