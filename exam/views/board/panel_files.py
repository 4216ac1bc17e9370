"""Every rating of a panel as a file, CSV for people or JSON for checking the digest: for somebody and for a reason."""

import hashlib

import flask

from exam.actions.report_files import log_report
from exam.forms.board.reports import TakeRatings
from exam.models import StandardSetting
from exam.queries.panel_files import as_csv, as_json
from exam.queries.standard_setting import study_with_id
from exam.views.board.acting import FormPage, tried
from exam.web.answers import download
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("panel_files", __name__, url_prefix="/board/standard-setting")
for_staff(door)
KINDS = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}


@door.route("/<study_id>/ratings", methods=["GET", "POST"])
@needs("see_standard_setting")
def ratings(study_id: str):
    """Say who gets it and what for, and get every judgement as it was typed."""
    study, form, made = study_with_id(study_id), TakeRatings(), []
    if flask.request.method == "POST" and tried(form, lambda: made.append(_taken(study, form))):
        kind = form.kind.data
        return download(made[0], f"ratings-{study.exam_form.code}.{kind}", KINDS[kind][1])
    page = FormPage("Judgements of the panel as a file", "Get the file",
                    flask.url_for("standard_setting.study", study_id=study.id),
                    lead=("The file names questions of an exam, and no person of the panel.",))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _taken(study: StandardSetting, form: TakeRatings) -> bytes:
    data = KINDS[form.kind.data][0](study)
    log_report(f"ratings-{study.id}", hashlib.sha256(data).hexdigest(), rows=data.count(b"\n"), narrowed={},
               reason=form.reason.data, now=now(), by=actor())
    return data
