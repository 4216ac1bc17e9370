"""Patterns of proctors: figures and the questions they raise. A question is for staff, and decides nothing."""

import flask

from exam.actions import pattern_looks
from exam.errors import Refused
from exam.forms.board.incidents import PatternFinding
from exam.forms.conditions import listed
from exam.queries.nominations import nomination_with_id
from exam.queries.proctor_patterns import Pattern, pattern_of, patterns
from exam.queries.staff import names_of_actors
from exam.views.board.acting import tried
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("proctor_patterns", __name__, url_prefix="/board/proctor-patterns")
for_staff(door)


@door.get("")
@needs("see_proctor_patterns")
def listing():
    """Every proctor of the last twelve months; those with a question that nobody looked at come first."""
    return flask.render_template("board/proctor_patterns/listing.html", rows=patterns(now()))


@door.get("/<nomination_id>")
@needs("see_proctor_patterns")
def pattern(nomination_id: str):
    """One proctor: the figures, the questions, and what people found when they looked."""
    return _page(pattern_of(nomination_id, now()), PatternFinding(formdata=None))


@door.post("/<nomination_id>")
@needs("judge_proctor_patterns")
def look(nomination_id: str):
    """Note that there was nothing, or open an incident about one of the exams."""
    row, form = pattern_of(nomination_id, now()), PatternFinding()
    if not tried(form, lambda: pattern_looks.note_look(
            nomination_with_id(row.id), row.questions, note=form.note.data, incident_about=_about(row, form),
            now=now(), by=actor())):
        return _page(row, form), 400
    told("success", "It is on record.")
    return back("proctor_patterns.pattern", nomination_id=row.id)


def _about(row: Pattern, form: PatternFinding):
    if form.finding.data != "incident":
        return None
    chosen = next((sitting for sitting in row.sittings if sitting.id == form.sitting.data), None)
    if chosen is None:
        raise Refused("Choose the exam that the incident is about.")
    return chosen


def _page(row: Pattern, form: PatternFinding):
    form.sitting.choices = listed({sitting.id: f"{sitting.candidate.legal_name}, sitting {sitting.sitting_no}"
                                   for sitting in row.sittings}, "No exam")
    names = names_of_actors([look.looked_by for look in row.looks])
    return flask.render_template("board/proctor_patterns/pattern.html", row=row, form=form, names=names)
