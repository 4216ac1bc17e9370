"""Lost answers, on the pages of their incident: counted by the journal, confirmed by a second person."""

import flask

from exam.actions import losses
from exam.forms.base import Form
from exam.queries.incidents import incident_with_id
from exam.queries.losses import counted_for, opened_loss
from exam.rules.incomplete_data import KINDS
from exam.views.board.acting import FormPage, one_form, pressed
from exam.views.board.sitting_facts import facts_of
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("losses", __name__, url_prefix="/board/incidents")
for_staff(door)
LEAD = ("The counts come from the journal, and the rule from the program that was frozen when the exam began. "
        "A second person confirms them. Then the candidate is told, and chooses where the rule leaves a choice.")


@door.route("/<incident_id>/loss", methods=["GET", "POST"])
@needs("decide_incidents")
def record(incident_id: str):
    """What the journal proves, and the button that keeps it."""
    row = incident_with_id(incident_id)
    page = FormPage("Answers that were lost", "Put the loss on record", _address(row),
                    facts=(*facts_of(row.sitting), *_counts(row.sitting)), lead=(LEAD,))
    return one_form(Form(), page, lambda: losses.put_on_record(row, now=now(), by=actor()), "The loss is on record.")


@door.post("/<incident_id>/loss/confirm")
@needs("decide_incidents")
def confirm(incident_id: str):
    """A second person agrees: the rule begins to act."""
    row = incident_with_id(incident_id)
    return pressed(lambda: losses.confirm(opened_loss(row), now=now(), by=actor()),
                   "The loss is confirmed. The candidate gets a letter.", _address(row))


@door.post("/<incident_id>/loss/turn-down")
@needs("decide_incidents")
def turn_down(incident_id: str):
    """There is no loss, or it has to be counted again."""
    row = incident_with_id(incident_id)
    return pressed(lambda: losses.turn_down(opened_loss(row), now=now(), by=actor()),
                   "The loss is turned down. Nobody was told.", _address(row))


def _counts(sitting) -> tuple[tuple[str, object], ...]:
    if sitting.submission is None:
        return ()
    found, rule = counted_for(sitting), sitting.program_version.program.incomplete_data
    return (("Questions that count and are complete", f"{found.complete} of {found.scored}"),
            ("What the journal says", KINDS[found.kind]),
            ("The program's rule", f"{rule.count_percent_min} percent complete, {rule.choice_days} days to choose"))


def _address(row) -> str:
    return flask.url_for("incidents.incident", incident_id=row.id)
