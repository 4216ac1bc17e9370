"""The reports of the board: one list, one page for each, and the same rows as a file."""

from datetime import date

import flask

from exam.actions.report_files import log_report
from exam.errors import NotAllowed, NotFound
from exam.forms.board.reports import TakeReport
from exam.queries.annual_report import years_with_sittings
from exam.queries.programs import program_versions
from exam.queries.reports import REPORTS, Chosen, Report, report_page, report_rows
from exam.queries.staff import names_of_actors
from exam.views.board.addresses import asked_for, page_number
from exam.web.answers import streamed
from exam.web.clock import now
from exam.web.csv_files import WrittenFile, written_csv
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, role_holds

door = flask.Blueprint("reports", __name__, url_prefix="/board/reports")
for_staff(door)
# A page says their names, a file their ids.
ACTORS = ("released_by", "proposed_by", "adopted_by", "written_by", "approved_by")
CODES = ("mode", "basis", "sitting", "nomination", "state", "action")  # a page says them in words


@door.get("")
@needs("see_reports")
def listing():
    """The reports that this person may open."""
    mine = [report for report in REPORTS.values() if role_holds(report.needs)]
    years = {program_id: years_with_sittings(program_id) for program_id in _programs()}
    return flask.render_template("board/reports/listing.html", reports=mine, years=years)


@door.get("/<report_key>")
@needs("see_reports")
def report(report_key: str):
    """One report, a page at a time."""
    return _shown(_report(report_key), TakeReport(formdata=None))


@door.post("/<report_key>")
@needs("see_reports")
def file(report_key: str):
    """The whole report as CSV; who gets it and what for stands on record first."""
    found, chosen, form = _report(report_key), _chosen(), TakeReport()
    if not form.validate():
        return _shown(found, form), 400
    made = _csv(found, chosen)
    log_report(report_key, made.sha256, rows=made.rows, narrowed=flask.request.args, reason=form.reason.data,
               now=now(), by=actor())
    return streamed(made.pieces(), f"{report_key}.csv", "text/csv; charset=utf-8")


def _shown(found: Report, form: TakeReport) -> str:
    chosen = _chosen()
    page = report_page(found, chosen, page_number())
    names = names_of_actors(row[name] for row in page.rows for name in ACTORS if row.get(name))
    return flask.render_template("board/reports/report.html", report=found, chosen=chosen, page=page, names=names,
                                 narrowed=chosen != Chosen(chosen.now), actors=ACTORS, codes=CODES, form=form,
                                 programs=_programs())


def _report(key: str) -> Report:
    if key not in REPORTS:
        raise NotFound("no such report")
    if not role_holds(REPORTS[key].needs):
        raise NotAllowed(REPORTS[key].needs)
    return REPORTS[key]


def _programs() -> list[str]:
    return sorted({version.program_id for version in program_versions()})


def _chosen() -> Chosen:
    return Chosen(now(), asked_for("program_id"), asked_for("search"), _day("first_day"), _day("last_day"))


def _day(name: str) -> date | None:
    return flask.request.args.get(name, type=date.fromisoformat)


def _csv(found: Report, chosen: Chosen) -> WrittenFile:
    return written_csv([name for name, _ in found.columns],
                       (list(row.values()) for row in report_rows(found, chosen)))
