"""The register of results: what was released, in order, with the hash of each release."""

from datetime import date

import flask

from exam.queries.results import ResultFilter, programs_with_results, replaced_among, results_page
from exam.views.board.addresses import asked_for, page_number
from exam.web.guards import for_staff, needs

door = flask.Blueprint("results", __name__, url_prefix="/board/results")
for_staff(door)


@door.get("")
@needs("see_results")
def listing():
    """Released results only: before its release a sitting has none."""
    chosen = ResultFilter(asked_for("program_id"), asked_for("decision"), asked_for("search"),
                          _day("first_day"), _day("last_day"))
    page = results_page(chosen, page_number())
    return flask.render_template("board/results/listing.html", page=page, chosen=chosen,
                                 replaced=replaced_among(page.rows), programs=programs_with_results())


def _day(name: str) -> date | None:
    return flask.request.args.get(name, type=date.fromisoformat)
