"""The result, after its release and never before."""

import flask

from exam.queries.candidates import own_result
from exam.queries.retakes import retake_verdict
from exam.rules.score_report import bands_in_words, shows_score
from exam.views.candidate.entrance import door, own_status
from exam.web.clock import now


@door.get("/sittings/<sitting_id>/result")
def result(sitting_id: str):
    """PASS without a number, or NOT PASSED with the score and the bands that the program allows."""
    row = own_result(flask.g.candidate.id, sitting_id)
    present = own_status(sitting_id)
    policy, passed = present.program.score_report, row.decision == "PASS"
    return flask.render_template(
        "candidate/result.html", s=present, result=row, passed=passed, shows_score=shows_score(policy, passed=passed),
        scale=present.program.exam.cut.scale, band_min=policy.band_min_items,
        bands=bands_in_words(row.parts, present.program.taxonomy.competencies),
        retake=retake_verdict(present.sitting.authorization, now=now()))
