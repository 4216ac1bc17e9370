"""Exports of results: the log, a new export, and the files exactly as they left."""

import flask

from exam.actions import jobs
from exam.database import new_id
from exam.forms.board.exports import NewExport
from exam.forms.conditions import listed
from exam.queries.corrections import notices_of
from exam.queries.exports import bytes_of, export_with_id, exports_page
from exam.queries.results import programs_with_results
from exam.queries.staff import names_of_actors
from exam.rules.export_files import type_of
from exam.views.board.acting import FormPage, tried
from exam.views.board.addresses import page_number
from exam.web.answers import back, streamed
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from exam.web.signing_keys import signer

door = flask.Blueprint("exports", __name__, url_prefix="/board/exports")
for_staff(door)


@door.get("")
@needs("see_results")
def listing():
    """Every export that left the house, newest first."""
    page = exports_page(page_number())
    return flask.render_template("board/exports/listing.html", page=page,
                                 names=names_of_actors([row.exported_by for row in page.rows]))


@door.route("/new", methods=["GET", "POST"])
@needs("export_results")
def new():
    """Choose, say for whom and why, and export."""
    form, made = NewExport(), []
    form.program_id.choices = listed({name: name for name in programs_with_results()}, "All programs")
    if flask.request.method == "POST" and tried(form, lambda: made.append(_export(form))):
        return back("jobs.job", job_id=made[0].id)
    page = FormPage("Export results", "Export", flask.url_for("exports.listing"), lead=(
        "Only released results are exported. Who exported what, for whom and why, and the digest of every file are on "
        "record, and the export is signed.",))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _export(form: NewExport):
    signer()  # without a key the page says so at once, and not the work that follows
    asked = {"export_id": new_id(), "program_id": form.program_id.data, "only_new": form.only_new.data,
             "recipient": form.recipient.data, "reason": form.reason.data,
             "recipient_address": form.recipient_address.data or "", "by": str(actor())}
    return jobs.ask("export_results", asked, about=form.program_id.data, now=now(), by=actor())


@door.get("/<export_id>")
@needs("see_results")
def export(export_id: str):
    """One export: who, for whom, why, which results, and the digest of each file."""
    row = export_with_id(export_id)
    return flask.render_template("board/exports/export.html", export=row, notices=notices_of(row.id),
                                 names=names_of_actors([row.exported_by]))


@door.get("/<export_id>/files/<name>")
@needs("export_results")
def file(export_id: str, name: str):
    """A file as it left; the same bytes each time."""
    row = export_with_id(export_id)
    return streamed(bytes_of(row, name), name, type_of(name))
