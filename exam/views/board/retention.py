"""How long things are kept: the rules, what is due, legal holds, and what was disposed of. No page here deletes."""

import flask

from exam.actions import retention
from exam.errors import Refused
from exam.forms.board.retention import HoldOnCandidate, HoldOnSitting, LiftLegalHold
from exam.models import Candidate, LegalHold
from exam.queries.disposals import disposals_page
from exam.queries.legal_holds import legal_hold_with_id, legal_holds
from exam.queries.retention_plan import due_counts, periods_set
from exam.queries.roster import candidates_known_as
from exam.queries.sittings import exam_sitting
from exam.queries.staff import names_of_actors
from exam.rules.retention import CLASSES
from exam.views.board.acting import FormPage, one_form
from exam.views.board.addresses import page_number
from exam.views.board.sitting_facts import address_of, facts_of
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("retention", __name__, url_prefix="/board/retention")
for_staff(door)
PLACED = "The hold is in place. Nothing that it covers is disposed of until somebody else lifts it."


@door.get("")
@needs("see_retention")
def listing():
    """The rules in force, what is due by class and what keeps it, and the holds."""
    holds = legal_holds()
    names = names_of_actors([name for row in holds for name in (row.placed_by, row.lifted_by) if name])
    return flask.render_template("board/retention/listing.html", rules=periods_set(now()), due=due_counts(now()),
                                 classes=CLASSES, holds=holds, names=names)


@door.get("/disposals")
@needs("see_retention")
def disposals():
    """Every tombstone with its digest, newest first."""
    return flask.render_template("board/retention/disposals.html", page=disposals_page(page_number()))


@door.route("/place-hold", methods=["GET", "POST"])
@needs("keep_legal_holds")
def place():
    """From now on nothing of one candidate is disposed of."""
    form = HoldOnCandidate()
    page = FormPage("Place a legal hold", "Place it", flask.url_for("retention.listing"), lead=(
        "While it stands, nothing of this candidate is disposed of. To hold one sitting alone, open its page.",))
    return one_form(form, page, lambda: retention.place_hold(
        _known(form.candidate.data), None, reason=form.reason.data, now=now(), by=actor()), PLACED)


@door.route("/sittings/<sitting_id>/place-hold", methods=["GET", "POST"])
@needs("keep_legal_holds")
def place_on_sitting(sitting_id: str):
    """From now on nothing of one sitting, or of its candidate, is disposed of."""
    sitting, form = exam_sitting(sitting_id), HoldOnSitting()
    page = FormPage("Place a legal hold on one sitting", "Place it", address_of(sitting), facts=facts_of(sitting),
                    lead=("While it stands, nothing that it covers is disposed of. It does not stop a release.",))
    return one_form(form, page, lambda: retention.place_hold(
        sitting.candidate, sitting if form.about.data == "sitting" else None, reason=form.reason.data, now=now(),
        by=actor()), PLACED)


@door.route("/holds/<legal_hold_id>/lift", methods=["GET", "POST"])
@needs("keep_legal_holds")
def lift(legal_hold_id: str):
    """The hold is over; somebody else than who placed it says so."""
    hold, form = legal_hold_with_id(legal_hold_id), LiftLegalHold()
    page = FormPage("Lift a legal hold", "Lift it", flask.url_for("retention.listing"), facts=_facts(hold), lead=(
        "What is due by the program's rules may be disposed of from then on.",))
    return one_form(form, page, lambda: retention.lift_hold(hold, reason=form.reason.data, now=now(), by=actor()),
                    "The hold is lifted.")


def _facts(hold: LegalHold) -> tuple[tuple[str, object], ...]:
    candidate = hold.candidate or hold.sitting.candidate
    what = "everything of this candidate" if hold.candidate else "one sitting"
    return (("Candidate id", candidate.board_candidate_id), ("What is held", what), ("Reason", hold.reason))


def _known(candidate_id: str) -> Candidate:
    found = candidates_known_as([candidate_id])
    if not found:
        raise Refused("No candidate has this id. Check it on the roster.")
    return found[0]
