"""Sittings: the list with what is missing for release, one sitting's page, holds, and proctors to approve."""

import flask

from exam.queries.arrangements import arrangement_for
from exam.queries.disposals import disposals_of
from exam.queries.gate import missing_for
from exam.queries.incidents import attestations_of, holds_of, incidents_of, open_holds
from exam.queries.legal_holds import legal_holds_on
from exam.queries.nominations import nominations_of
from exam.queries.results import results_of
from exam.queries.sittings import (
    exam_sitting,
    missing_for_each,
    proctors_waiting,
    sittings_page,
    time_credits_of,
    trail_of,
)
from exam.queries.staff import names_of_actors
from exam.rules.arrangements import in_words
from exam.rules.incidents import CODES
from exam.rules.proctor_policy import relationship_words
from exam.rules.retention import CLASSES
from exam.rules.roads import SITTING
from exam.views.board.addresses import asked_for, page_number
from exam.views.board.signed import signed_by_each
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import current_account

door = flask.Blueprint("sittings", __name__, url_prefix="/board/sittings")
for_staff(door)
SHOWN = ("all", "overdue", *SITTING.states)


@door.get("")
@needs("see_sittings")
def listing():
    """Exam sittings, filtered by state, each with what is missing for its release."""
    show, search = asked_for("show", "all"), asked_for("search")
    show = show if show in SHOWN else "all"
    page = sittings_page(show, search, page_number(), now=now())
    waiting = [row for row in page.rows if row.state == "submitted"]
    return flask.render_template("board/sittings/listing.html", page=page, show=show, search=search, shown=SHOWN,
                                 missing=missing_for_each(waiting))


@door.get("/<sitting_id>")
@needs("see_sittings")
def sitting(sitting_id: str):
    """Everything about one exam but its answers: nobody on the staff sees those, and no score exists before release."""
    row, trail = exam_sitting(sitting_id), trail_of(sitting_id)
    attestations = attestations_of(row.id)
    incidents, holds, credits = incidents_of(row.id), holds_of(row.id), time_credits_of(row.id)
    actors = [step.actor for step in trail] + [hold.placed_by for hold in holds] + [given.given_by for given in credits]
    return flask.render_template(
        "board/sittings/sitting.html", sitting=row, trail=trail, incidents=incidents, holds=holds, credits=credits,
        missing=missing_for(row), nominations=nominations_of(row.id), attestations=attestations,
        names=names_of_actors(actors + [f"staff:{hold.owner_id}" for hold in holds]), codes=CODES,
        relationship_words=relationship_words, seconds_left=row.clockwork.seconds_left(now()),
        arrangement=_arrangement(row), signed=signed_by_each(attestations), results=results_of(row.id),
        kept=(disposals_of(row.id, CLASSES), legal_holds_on(row)))


@door.get("/holds")
@needs("see_sittings")
def holds():
    """Holds in place, the most urgent first: yours, or everybody's."""
    whose = asked_for("whose", "all")
    rows = open_holds(current_account().id if whose == "yours" else None)
    names = names_of_actors([f"staff:{row.owner_id}" for row in rows])
    return flask.render_template("board/sittings/holds.html", rows=rows, whose=whose, names=names)


@door.get("/proctors")
@needs("see_sittings")
def proctors():
    """Proctors whose kind needs the board's approval."""
    page = proctors_waiting(page_number())
    return flask.render_template("board/sittings/proctors.html", page=page, relationship_words=relationship_words)


def _arrangement(row) -> str:
    """The arrangement in words: what the program and the grants give, or what the exam was admitted with."""
    if row.state == "registered":
        return in_words(arrangement_for(row))
    return in_words(row)
