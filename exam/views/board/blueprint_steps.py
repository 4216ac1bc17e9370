"""What else is done with a blueprint draft: weights, a file in or out, and its adoption by a second person."""

import flask

from exam.actions import blueprints
from exam.forms.board.blueprints import AdoptBlueprint, BlueprintFile
from exam.forms.board.weights import weights_form
from exam.models import BlueprintDraft
from exam.queries.blueprints import blueprint_draft_with_id, newest_version_of, next_program_name
from exam.queries.programs import program_version_with_id
from exam.queries.retakes import board_day
from exam.views.board.acting import FormPage, one_form, tried
from exam.web.answers import back, download, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.blueprint_file import blueprint_file

door = flask.Blueprint("blueprint_steps", __name__, url_prefix="/board/blueprints")
for_staff(door)
TOML = "application/toml; charset=utf-8"


@door.route("/<draft_id>/weights", methods=["GET", "POST"])
@needs("write_blueprints")
def weights(draft_id: str):
    """Weights to counts: the rounding is shown first, and used when somebody says so."""
    row = blueprint_draft_with_id(draft_id)
    form = weights_form(row.document, row.program_version.program, row.number)
    rounded = form.rounded() if flask.request.method == "POST" and form.validate() else None
    if rounded and flask.request.form.get("step") == "use" and tried(form, lambda: _use(row, form, rounded)):
        told("success", "The counts are in the draft.")
        return _to(row)
    page = flask.render_template("board/blueprints/weights.html", draft=row, form=form, rounded=rounded)
    return page, 400 if form.errors else 200


def _use(row: BlueprintDraft, form, rounded) -> None:
    counts = {name: rounded.grid[name] for _, name in form.competencies}
    blueprints.save(row, {**row.document, "counts": counts, "scored": form.scored.data},
                    seen_number=int(form.seen_number.data or 0), now=now(), by=actor())


@door.get("/<draft_id>/file")
@needs("see_programs")
def file(draft_id: str):
    """The draft as a TOML file."""
    row = blueprint_draft_with_id(draft_id)
    return download(blueprint_file(row.document).encode(), f"{row.document['id']}.toml", TOML)


@door.get("/adopted/<version_id>/file")
@needs("see_programs")
def adopted_file(version_id: str):
    """The blueprint of a program version as a TOML file."""
    document = program_version_with_id(version_id).blueprint_document
    return download(blueprint_file(document).encode(), f"{document['id']}-{document['version']}.toml", TOML)


@door.post("/<draft_id>/file")
@needs("write_blueprints")
def upload(draft_id: str):
    """Take the draft's content from a TOML file; its name and number stay those of the draft."""
    row, form, found = blueprint_draft_with_id(draft_id), BlueprintFile(), []
    kept = tried(form, lambda: found.append(blueprints.save(
        row, form.document(), seen_number=int(form.seen_number.data or 0), now=now(), by=actor())))
    if kept:
        told("success", "The file is in the draft.")
    for sentence in [] if kept else [one for every in form.errors.values() for one in every]:
        told("error", sentence)
    return _to(row)


@door.route("/<draft_id>/adopt", methods=["GET", "POST"])
@needs("adopt_programs")
def adopt(draft_id: str):
    """Somebody who did not write it makes the next program version of it."""
    row, form = blueprint_draft_with_id(draft_id), AdoptBlueprint()
    base = newest_version_of(row.program_version.program_id)
    if flask.request.method == "GET":
        form.suggest(next_program_name(base), max(board_day(now()), base.effective_from))
    name = f"{row.document['id']}/{row.document['version']}"
    address = flask.url_for("blueprints.draft", draft_id=row.id)
    page = FormPage(f"Adopt the blueprint {name}", "Adopt it", address, lead=(
        "A new version of the program names this blueprint and says how many questions count. Everything else stays "
        "as it is. Sittings that were registered before keep the blueprint that they have.",),
        facts=(("Program now", f"{base.program_id} {base.version}"), ("Questions that count", row.document["scored"]),
               ("Questions on trial", row.document["pretest"])))
    return one_form(form, page, lambda: blueprints.adopt(
        row, name=form.name.data, effective_from=form.effective_from.data, now=now(), by=actor()),
        "The blueprint is adopted. Assemble forms for the new version before its first day.")


def _to(row: BlueprintDraft):
    return back("blueprints.draft", draft_id=row.id)
