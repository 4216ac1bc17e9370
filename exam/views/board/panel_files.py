"""Every rating of a panel as a file: CSV for people, JSON for checking the digest."""

import flask

from exam.queries.panel_files import as_csv, as_json
from exam.queries.standard_setting import study_with_id
from exam.web.answers import download
from exam.web.guards import for_staff, needs

door = flask.Blueprint("panel_files", __name__, url_prefix="/board/standard-setting")
for_staff(door)


@door.get("/<study_id>/ratings.csv")
@needs("see_standard_setting")
def csv_file(study_id: str):
    """One line for each rating as it was typed."""
    study = study_with_id(study_id)
    return download(as_csv(study), f"ratings-{study.exam_form.code}.csv", "text/csv; charset=utf-8")


@door.get("/<study_id>/ratings.json")
@needs("see_standard_setting")
def json_file(study_id: str):
    """The same rows with their digest."""
    study = study_with_id(study_id)
    return download(as_json(study), f"ratings-{study.exam_form.code}.json", "application/json")
