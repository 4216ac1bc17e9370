"""Blueprints in the browser: the drafts, the editor with its sums, and what the bank says to a draft."""

import flask

from exam.actions import blueprints
from exam.errors import Refused
from exam.forms.board.blueprints import BlueprintFile, BlueprintForm, blueprint_form, document_in, show_faults
from exam.models import BlueprintDraft
from exam.queries.blueprints import blueprint_draft_with_id, blueprint_drafts, trial_of
from exam.queries.programs import program_version_with_id, programs_on
from exam.queries.retakes import board_day
from exam.queries.staff import names_of_actors
from exam.views.board.acting import pressed
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.assembly.pictures import pictures_of
from question_bank.blueprint import blueprint_from_document
from question_bank.blueprint_faults import faults_of

door = flask.Blueprint("blueprints", __name__, url_prefix="/board/blueprints")
for_staff(door)


@door.get("")
@needs("see_programs")
def listing():
    """The drafts, what became of earlier ones, and the blueprint of every program today."""
    drafts, closed = blueprint_drafts(), blueprint_drafts(("adopted", "thrown_away"))
    names = names_of_actors([name for row in (*drafts, *closed) for name in (row.saved_by, row.closed_by)])
    return flask.render_template("board/blueprints/listing.html", drafts=drafts, closed=closed, names=names,
                                 versions=programs_on(board_day(now())))


@door.post("/start/<version_id>")
@needs("write_blueprints")
def start(version_id: str):
    """A new draft over the blueprint of this version."""
    draft = blueprints.start(program_version_with_id(version_id), now=now(), by=actor())
    return back("blueprints.draft", draft_id=draft.id)


@door.get("/<draft_id>")
@needs("see_programs")
def draft(draft_id: str):
    """The editor, and what the bank said when the draft was last tried."""
    row = blueprint_draft_with_id(draft_id)
    return _page(row, blueprint_form(row.document, row.program_version.program, row.number))


@door.post("/<draft_id>")
@needs("write_blueprints")
def save(draft_id: str):
    """Add up what was typed; keep it; or keep it and ask the bank."""
    row = blueprint_draft_with_id(draft_id)
    form, step = blueprint_form(row.document, row.program_version.program, row.number), flask.request.form.get("step")
    if not form.validate():
        return _page(row, form), 400
    document = document_in(form, row.document)
    if step == "add_up" or not _saved(row, form, document):
        return _page(row, form, document), 200 if step == "add_up" else 400
    if step == "try":
        blueprints.keep_trial(row, trial_of(document))
        return back("blueprints.draft", draft_id=draft_id, _anchor="tried")
    told("success", "Saved.")
    return back("blueprints.draft", draft_id=draft_id)


@door.post("/<draft_id>/throw-away")
@needs("write_blueprints")
def throw_away(draft_id: str):
    """Nobody wants this draft."""
    row = blueprint_draft_with_id(draft_id)
    return pressed(lambda: blueprints.throw_away(row, now=now(), by=actor()), "The draft is thrown away.",
                   flask.url_for("blueprints.listing"))


def _saved(row: BlueprintDraft, form: BlueprintForm, document: dict) -> bool:
    """Whether it was kept; what is wrong stands at the fields then."""
    wrong = faults_of(document)
    if wrong:
        show_faults(form, wrong)
        return False
    try:
        blueprints.save(row, document, seen_number=int(form.seen_number.data or 0), now=now(), by=actor())
    except Refused as refused:
        form.form_errors.extend(refused.sentences)
        return False
    return True


def _page(row: BlueprintDraft, form: BlueprintForm, document: dict | None = None) -> str:
    shown, tried = document or row.document, row.tried or {}
    report = tried.get("report")
    names = [f"Form {number}" for number in range(1, tried.get("forms", 0) + 1)]
    return flask.render_template(
        "board/blueprints/draft.html", draft=row, form=form, document=shown, sums=_sums(form), file=BlueprintFile(),
        tried=tried, fresh=tried.get("digest") == blueprint_from_document(row.document).digest, form_names=names,
        names=names_of_actors([row.saved_by, *row.authors, row.closed_by]),
        pictures=pictures_of(report["quality"], names) if report else [])


def _sums(form: BlueprintForm) -> dict:
    """The sums of the grid as it stands on the page: by competency, by level, and of all."""
    rows = [[form[name].data or 0 for name in row.fields] for row in form.grid]
    return {"rows": [sum(row) for row in rows], "levels": [sum(column) for column in zip(*rows, strict=True)],
            "all": sum(map(sum, rows))}
