"""The result, after its release and never before: as a page, and on paper."""

import flask

from exam.queries.candidates import own_result
from exam.queries.retakes import retake_verdict
from exam.rules.pathway_words import next_steps
from exam.rules.score_report import score_report
from exam.views.candidate.entrance import door, own_status
from exam.views.candidate.score_paper import paper, replaced_by
from exam.web.answers import download
from exam.web.clock import now


@door.get("/sittings/<sitting_id>/result")
def result(sitting_id: str):
    """PASS without a number, or NOT PASSED with the score and the bands that the program allows."""
    row = own_result(flask.g.candidate.id, sitting_id)
    present = own_status(sitting_id)
    return flask.render_template("candidate/result.html", s=present, result=row,
                                 report=score_report(row, present.program, replaced_by(row)),
                                 next=next_steps(present.program),
                                 retake=retake_verdict(present.sitting.authorization, now=now()))


@door.get("/sittings/<sitting_id>/result/score-report.pdf")
def result_paper(sitting_id: str):
    """The same report as an accessible PDF: the same bytes each time."""
    return download(paper(own_result(flask.g.candidate.id, sitting_id)), "score-report.pdf", "application/pdf")
