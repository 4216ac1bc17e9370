"""Programs: every adopted version in words, its texts and digests, and adopting a new one from a file."""

import flask

from exam.actions import programs
from exam.errors import Refused
from exam.forms.board.programs import ProgramFiles
from exam.queries.programs import document_named, program_version_with_id, program_versions, programs_on
from exam.queries.retakes import board_day
from exam.queries.staff import names_of_actors
from exam.rules.program_words import program_in_words
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.blueprint import blueprint_from_document
from question_bank.fitting import read_bundle
from question_bank.programs import ProgramError

door = flask.Blueprint("programs", __name__, url_prefix="/board/programs")
for_staff(door)


@door.get("")
@needs("see_programs")
def listing():
    """Every adopted version, and which one counts today."""
    today = {row.id for row in programs_on(board_day(now()))}
    return flask.render_template("board/programs/listing.html", versions=program_versions(), today=today)


@door.get("/<version_id>")
@needs("see_programs")
def program(version_id: str):
    """One version: what it says in words, the texts that people agree to and sign, its blueprint and its digests."""
    row = program_version_with_id(version_id)
    return flask.render_template(
        "board/programs/program.html", version=row, program=row.program, sections=program_in_words(row.program),
        blueprint=blueprint_from_document(row.blueprint_document), names=names_of_actors([row.adopted_by]))


@door.get("/adopt")
@needs("adopt_programs")
def choose():
    """Choose the files."""
    return flask.render_template("board/programs/adopt.html", form=ProgramFiles())


@door.post("/adopt")
@needs("adopt_programs")
def adopt():
    """Adopt what the files say, or show every mistake with file, line and what to do."""
    form = ProgramFiles()
    adopted = _adopted(form) if form.validate() else []
    if not adopted:
        return flask.render_template("board/programs/adopt.html", form=form), 400
    told("success", "Adopted: " + ", ".join(f"{row.program_id} {row.version}" for row in adopted) + ".")
    return back("programs.listing")


def _adopted(form: ProgramFiles) -> list:
    """The versions that were adopted; none, with sentences at the field, when something is wrong."""
    sources = form.sources()
    try:
        return programs.adopt_all(read_bundle(sources, document_named), now=now(), by=actor()) if sources else []
    except ProgramError as trouble:
        form.files.errors = [str(problem) for problem in trouble.problems]
    except Refused as refused:
        form.files.errors = list(refused.sentences)
    return []
