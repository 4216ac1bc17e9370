"""Conflicts of interest: what the staff declared, and a page to declare one's own."""

import flask

from exam.actions import conflicts
from exam.errors import Refused
from exam.forms.board.incidents import ConflictForm
from exam.queries.conflicts import conflict_with_id, declared_conflicts
from exam.queries.roster import candidates_known_as
from exam.rules.conflicts import KINDS
from exam.views.board.acting import FormPage, one_form, pressed
from exam.web.clock import now
from exam.web.guards import for_staff, needs, role_holds
from exam.web.identity import actor, current_account

door = flask.Blueprint("conflicts", __name__, url_prefix="/board/conflicts")
for_staff(door)


@door.get("")
@needs("declare_conflicts")
def listing():
    """Your own declarations; whoever may decide about exams, or looks after the staff, sees everybody's."""
    me, sees_all = current_account().id, role_holds("see_incidents")
    rows = [row for row in declared_conflicts() if sees_all or row.account_id == me]
    return flask.render_template("board/conflicts/listing.html", rows=rows, kinds=KINDS, me=me)


@door.route("/declare", methods=["GET", "POST"])
@needs("declare_conflicts")
def declare():
    """Say what ties you to a candidate or to a training; from then on you decide nothing about them."""
    form = ConflictForm()
    page = FormPage("Declare a conflict of interest", "Declare it", flask.url_for("conflicts.listing"), lead=(
        "Whoever trained or proctored a candidate, or is close to one, does not decide about that candidate.",
        "Who trains candidates also sees no question that an exam may ask, until somebody ends that tie.",
        "Declaring it is good practice and never counts against you."))
    return one_form(form, page, lambda: conflicts.declare_conflict(
        current_account(), kind=form.kind.data, candidate=_known(form.candidate.data),
        training_event_id=form.training.data or "", note=form.note.data or "", now=now(), by=actor()),
        "It is on record.")


@door.post("/<conflict_id>/end")
@needs("end_conflicts")
def end(conflict_id: str):
    """The tie is over; somebody else than the person concerned says so."""
    row = conflict_with_id(conflict_id)
    return pressed(lambda: conflicts.end_conflict(row, now=now(), by=actor()), "It is ended.",
                   flask.url_for("conflicts.listing"))


def _known(candidate_id: str | None):
    """The candidate with this id of the board's; nobody when none was typed."""
    if not candidate_id:
        return None
    found = candidates_known_as([candidate_id])
    if not found:
        raise Refused("No candidate has this id. Check it on the roster.")
    return found[0]
