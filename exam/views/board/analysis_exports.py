"""Answers without people as a file: the reason goes on record first, then the file leaves."""

import secrets

import flask

from exam.actions.answer_exports import log_answer_export
from exam.forms.board.analysis import AnswerExport
from exam.queries.answer_files import answer_archive
from exam.queries.exam_forms import exam_form_with_id
from exam.views.board.acting import FormPage, tried
from exam.web.answers import download
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("analysis_exports", __name__, url_prefix="/board/analysis")
for_staff(door)


@door.route("/forms/<form_id>/export", methods=["GET", "POST"])
@needs("export_answers")
def export(form_id: str):
    """Released answers and the key, in an order drawn by chance, without anything that leads to a person."""
    exam_form, form, made = exam_form_with_id(form_id), AnswerExport(), []
    if flask.request.method == "POST" and tried(form, lambda: made.append(_export(exam_form, form.reason.data))):
        return download(made[0], "answers.zip", "application/zip")
    page = FormPage(f"Export answers of {exam_form.code}", "Export",
                    flask.url_for("analysis.exam_form", form_id=exam_form.id),
                    lead=("The file holds one row of answers for each released sitting, and the key. It holds no name, "
                          "number or date, and the order of its rows is drawn by chance.",
                          "Whoever has it holds the key of the form. It goes on record who took it, and why."))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _export(exam_form, reason: str) -> bytes:
    seed = secrets.randbits(48)
    data, sittings = answer_archive(exam_form, seed)
    log_answer_export(exam_form, data, seed=seed, sittings=sittings, reason=reason, now=now(), by=actor())
    return data
