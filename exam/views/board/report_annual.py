"""The annual report of a program and the number of accommodations: pages without names, and the files of the first."""

import hashlib
import re
from collections.abc import Iterator

import flask

from exam.actions.report_files import log_report
from exam.errors import NotFound
from exam.forms.board.reports import TakeReport
from exam.queries.accommodation_counts import accommodation_counts
from exam.queries.annual_report import annual_report, years_with_sittings
from exam.queries.annual_shape import Section, Year
from exam.queries.programs import program_versions
from exam.queries.reports.outcomes import suppress_under
from exam.rules.documents import document
from exam.rules.report_charts import charts_of
from exam.web.answers import download, streamed
from exam.web.clock import now
from exam.web.csv_files import written_csv
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from exam.web.words import board_day
from question_bank.charts import standalone

door = flask.Blueprint("report_annual", __name__, url_prefix="/board/reports/annual")
for_staff(door)


@door.get("")
@needs("see_annual_report")
def listing():
    """The programs and the years in which somebody sat their exam."""
    years = {program_id: years_with_sittings(program_id) for program_id in _newest()}
    return flask.render_template("board/reports/years.html", years=years)


@door.get("/accommodations")
@needs("count_accommodations")
def accommodations():
    """Only numbers: who they are stands on the page of accommodations, and no file is made of it."""
    least = suppress_under()
    return flask.render_template("board/reports/accommodations.html", least=least, as_of=now(),
                                 sections=accommodation_counts(now=now(), least=least))


@door.get("/<program_id>/<year>")
@needs("see_annual_report")
def annual(program_id: str, year: str):
    """The report as a page."""
    return _shown(_year(program_id, year), TakeReport(formdata=None))


@door.post("/<program_id>/<year>/csv")
@needs("see_annual_report")
def as_csv(program_id: str, year: str):
    """The figures as CSV, one row for each; who gets it and what for stands on record first."""
    chosen, form = _year(program_id, year), TakeReport()
    if not form.validate():
        return _shown(chosen, form), 400
    sections = annual_report(chosen)
    made = written_csv(("section", "what", "figure", "value"), _figures(sections))
    _on_record(chosen, sections, made.sha256, form.reason.data)
    return streamed(made.pieces(), f"annual-report-{chosen.year}.csv", "text/csv; charset=utf-8")


@door.post("/<program_id>/<year>/pdf")
@needs("see_annual_report")
def as_pdf(program_id: str, year: str):
    """The report as an accessible document; who gets it and what for stands on record first."""
    chosen, form = _year(program_id, year), TakeReport()
    if not form.validate():
        return _shown(chosen, form), 400
    sections = annual_report(chosen)
    data = _pdf(chosen, sections)
    _on_record(chosen, sections, hashlib.sha256(data).hexdigest(), form.reason.data)
    return download(data, f"annual-report-{chosen.year}.pdf", "application/pdf")


def _shown(chosen: Year, form: TakeReport) -> str:
    sections = annual_report(chosen)
    return flask.render_template("board/reports/annual.html", year=chosen, sections=sections, as_of=now(), form=form,
                                 charts=charts_of(sections))


def _on_record(chosen: Year, sections: list[Section], digest: str, reason: str) -> None:
    log_report(f"annual-{chosen.program_id}-{chosen.year}", digest, rows=sum(len(section.rows) for section in sections),
               narrowed={}, reason=reason, now=now(), by=actor())


def _newest() -> dict[str, object]:
    return {version.program_id: version for version in program_versions()}


def _year(program_id: str, year: str) -> Year:
    version = _newest().get(program_id)
    if version is None or not re.fullmatch(r"(19|20|21)\d\d", year):
        raise NotFound("no such program or year")
    return Year(program_id, int(year), suppress_under(version))


def _figures(sections: list[Section]) -> Iterator[list]:
    """One row for each figure: its section, its name, its column and what it is."""
    for section in sections:
        for row in section.rows:
            yield from ([section.title, row[0], name, value]
                        for name, value in zip(section.head[1:], row[1:], strict=True))


def _pdf(chosen: Year, sections: list[Section]) -> bytes:
    charts = charts_of(sections)
    facts = {"program": chosen.program_id, "year": chosen.year, "least": chosen.least, "as_of": board_day(now()),
             "board": flask.current_app.config["BOARD_NAME"],
             "sections": [{"title": section.title, "sentence": section.sentence, "head": section.head,
                           "rows": section.rows} for section in sections],
             "charts": [{"name": f"chart-{place}.svg", "title": chart.title,
                         "words": ", ".join(": ".join(row) for row in chart.rows)}
                        for place, chart in enumerate(charts)]}
    pictures = {f"chart-{place}.svg": standalone(chart).encode() for place, chart in enumerate(charts)}
    return document("annual-report", facts, title=f"Annual report {chosen.year}", at=now(), pictures=pictures)
