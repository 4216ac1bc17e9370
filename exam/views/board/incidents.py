"""Incidents: what waits for a decision, one incident with what everybody said, and the two-person decision."""

import flask

from exam.actions import incidents
from exam.forms.board.incidents import Decision
from exam.queries.conflicts import who_may_decide
from exam.queries.gate import missing_for
from exam.queries.incidents import (
    attestations_of,
    decision_with_id,
    incident_with_id,
    incidents_of,
    incidents_page,
)
from exam.queries.inquiries import inquiry_into
from exam.queries.losses import losses_of
from exam.queries.staff import names_of_actors
from exam.queries.timeline import timeline_of
from exam.rules.incident_facts import sentences_of
from exam.rules.incidents import CODES, TAKES_AWAY, decision_in_words
from exam.rules.incomplete_data import FAULTS, KINDS, OUTCOMES
from exam.rules.inquiries import STATES_IN_WORDS
from exam.views.board.acting import pressed, tried
from exam.views.board.addresses import asked_for, page_number
from exam.views.board.signed import signed_by_each
from exam.web.answers import told
from exam.web.clock import now
from exam.web.guards import for_staff, needs, role_holds
from exam.web.identity import actor

door = flask.Blueprint("incidents", __name__, url_prefix="/board/incidents")
for_staff(door)
HEADINGS = {"open": "Open incidents", "help": "Calls for help and reports from exams that have not ended",
            "all": "All incidents"}


@door.get("")
@needs("see_incidents")
def listing():
    """Open incidents, those that wait longest first; calls for help from exams that have not ended; or all of them."""
    show = asked_for("show") if asked_for("show") in HEADINGS else "open"
    page = incidents_page(show, page_number(), now=now())
    return flask.render_template("board/incidents/listing.html", page=page, show=show, codes=CODES, now=now(),
                                 takes_away=TAKES_AWAY, headings=HEADINGS)


@door.get("/<incident_id>")
@needs("see_incidents")
def incident(incident_id: str):
    """One incident: what is known, what proctor and candidate said, and what was decided."""
    return _page(incident_with_id(incident_id), Decision(formdata=None))


@door.get("/<incident_id>/timeline")
@needs("see_incidents")
def timeline(incident_id: str):
    """Everything that is known about the exam in one list, in order, each entry with its source; made to be printed."""
    row, exact = incident_with_id(incident_id), role_holds("change_sittings")
    moments = timeline_of(row.sitting, exact=exact)
    return flask.render_template("board/incidents/timeline.html", incident=row, codes=CODES, moments=moments,
                                 exact=exact, names=names_of_actors([moment.actor for moment in moments]))


@door.post("/<incident_id>")
@needs("decide_incidents")
def decide(incident_id: str):
    """Decide, with a reason. What takes a sitting away waits for a second person."""
    row, form = incident_with_id(incident_id), Decision()
    if not tried(form, lambda: incidents.decide(row, decision=form.decision.data, reason=form.reason.data, now=now(),
                                                by=actor())):
        return _page(row, form), 400
    told("success", _kept(row))
    return flask.redirect(_address(row), code=303)


@door.post("/<incident_id>/decisions/<decision_id>/confirm")
@needs("decide_incidents")
def confirm(incident_id: str, decision_id: str):
    """A second person confirms that the sitting is void."""
    row = incident_with_id(incident_id)
    decision = decision_with_id(row, decision_id)
    return pressed(lambda: incidents.confirm(row, decision, now=now(), by=actor()),
                   "The sitting is void. The candidate gets a letter.", _address(row))


def _kept(row) -> str:
    """What the decision leaves to do: a confirmation, the release, or nothing here."""
    if row.is_open:
        return "Another person has to confirm this decision."
    if row.sitting.state == "submitted" and not missing_for(row.sitting):
        return "The decision is kept. Nothing is missing: the result can be released on the page of the sitting."
    return "The decision is kept."


def _page(row, form: Decision):
    everything, attestations = incidents_of(row.sitting_id), attestations_of(row.sitting_id)
    lost = losses_of(row.sitting_id)
    people = [row.reported_by, *(decision.decided_by for decision in row.decisions),
              *(decision.confirmed_by for decision in row.decisions if decision.confirmed_by),
              *(name for loss in lost for name in (loss.opened_by, loss.confirmed_by) if name)]
    return flask.render_template(
        "board/incidents/incident.html", incident=row, form=form, codes=CODES, in_words=decision_in_words,
        takes_away=TAKES_AWAY, facts=sentences_of(row.facts), me=str(actor()), names=names_of_actors(people),
        inquiry=inquiry_into(row), inquiry_states=STATES_IN_WORDS, now=now(),
        losses=lost, loss_kinds=KINDS, loss_outcomes=OUTCOMES, loss_faults=FAULTS,
        deciders=who_may_decide(row.sitting, "decide_incidents"), attestations=attestations,
        signed=signed_by_each(attestations), said=[other for other in everything if other.id != row.id and other.text])


def _address(row) -> str:
    return flask.url_for("incidents.incident", incident_id=row.id)
