"""Scoring decisions: what asks for one, a proposal, its shadow run, and the second person who adopts or rejects it."""

import flask

from exam.actions import jobs, scoring_decisions
from exam.forms.board.scoring import Adopt, Propose, Reject
from exam.forms.conditions import listed
from exam.queries.corrections import notices_about, notices_open, progress_of
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.jobs import newest_jobs
from exam.queries.key_checks import key_standings
from exam.queries.reports.outcomes import suppress_under
from exam.queries.scoring_decisions import (
    concerned_by,
    counted_revision,
    counted_revisions,
    decision_with_id,
    forms_with,
    newest_shadow_run,
    open_proposals,
)
from exam.queries.scoring_decisions import (
    scoring_decisions as all_decisions,
)
from exam.queries.shadow_runs import stands_still
from exam.queries.staff import names_of_actors
from exam.rules.rescoring import KINDS, OUTCOMES, STATES
from exam.views.board.acting import FormPage, one_form
from exam.views.board.addresses import asked_for
from exam.views.board.scoring_words import change_in_words, checked_run, counts_in_words, option_words, score_charts
from exam.web.answers import back
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.lint.words import plain

door = flask.Blueprint("scoring", __name__, url_prefix="/board/scoring")
for_staff(door)


@door.get("")
@needs("see_scoring")
def listing():
    """What asks for a decision, every decision, and who still has to be told."""
    code, rows = asked_for("item"), all_decisions()
    return flask.render_template(
        "board/scoring/listing.html", code=code, found=counted_revisions(code) if code else [], decisions=rows,
        proposals=open_proposals(), standings=key_standings(), notices=notices_open(), kinds=KINDS, states=STATES,
        names=names_of_actors([row.proposed_by for row in rows]))


@door.route("/revisions/<revision_id>/propose", methods=["GET", "POST"])
@needs("propose_scoring")
def propose(revision_id: str):
    """Propose how one frozen question should be scored."""
    revision, form = counted_revision(revision_id), Propose()
    form.right_options.choices = option_words(revision.content)
    form.form_id.choices = listed({row.id: row.code for row in forms_with(revision)}, "All that hold this revision")
    page = FormPage("Propose a scoring decision", "Propose it", flask.url_for("scoring.listing"), lead=(
        "The question stays as candidates saw it. Nothing changes before a shadow run was made and a second person "
        "has adopted it.",), facts=(("Question", plain(revision.content.stem)), ("Item", revision.item.code),
                                    ("Counts as right", ", ".join(revision.content.right_options))))
    return one_form(form, page, lambda: scoring_decisions.propose(
        revision, kind=form.kind.data, right_options=form.right_options.data or (), cut_raw=form.cut_raw.data,
        form=exam_form_with_id(form.form_id.data) if form.form_id.data else None, reason=form.reason.data, now=now(),
        by=actor()), "It is proposed. Now make a shadow run.")


@door.get("/decisions/<scoring_decision_id>")
@needs("see_scoring")
def decision(scoring_decision_id: str):
    """One decision: what it changes, its shadow run, and what became of it."""
    row = decision_with_id(scoring_decision_id)
    run, outcome = newest_shadow_run(row), row.outcome
    people = [row.proposed_by, run.made_by if run else "", outcome.decided_by if outcome else ""]
    return flask.render_template(
        "board/scoring/decision.html", decision=row, run=run, outcome=outcome, kinds=KINDS, states=STATES,
        mine=row.proposed_by == str(actor()),
        change=change_in_words(row), charts=score_charts(run, suppress_under()), outcomes=OUTCOMES,
        current=run is not None and outcome is None and stands_still(row, run), names=names_of_actors(people),
        jobs=newest_jobs("shadow_scoring", row.id, most=1), progress=progress_of(row.id), notices=notices_about(row.id))


@door.post("/decisions/<scoring_decision_id>/shadow-run")
@needs("propose_scoring")
def shadow_run(scoring_decision_id: str):
    """Ask for a shadow run; it changes nothing."""
    row = decision_with_id(scoring_decision_id)
    job = jobs.ask("shadow_scoring", {"scoring_decision_id": row.id, "asked_by": str(actor())}, about=row.id, now=now(),
                   by=actor())
    return back("jobs.job", job_id=job.id)


@door.get("/decisions/<scoring_decision_id>/persons")
@needs("see_rescored_persons")
def persons(scoring_decision_id: str):
    """Whose result would change, for those who may know."""
    row = decision_with_id(scoring_decision_id)
    run = newest_shadow_run(row)
    return flask.render_template("board/scoring/persons.html", decision=row, run=run,
                                 persons=concerned_by(run) if run else [])


@door.route("/decisions/<scoring_decision_id>/adopt", methods=["GET", "POST"])
@needs("adopt_scoring")
def adopt(scoring_decision_id: str):
    """A second person adopts it, after looking at the shadow run."""
    row, form = decision_with_id(scoring_decision_id), Adopt()
    run = newest_shadow_run(row)
    form.looked_at.data = form.looked_at.data or (run.id if run else "")
    page = FormPage("Adopt a scoring decision", "Adopt it", flask.url_for(
        "scoring.decision", scoring_decision_id=row.id), facts=(("Decision", change_in_words(row)),
                                                                *counts_in_words(run)), lead=(
        "New results are made beside the old ones; both are kept. Candidates and everybody who got an export with an "
        "old result are told. This cannot be undone, only followed by another decision.",))
    return one_form(form, page, lambda: scoring_decisions.adopt(
        row, checked_run(run, form.looked_at.data), reason=form.reason.data, body=form.body.data or "",
        minutes=form.minutes.data or "", now=now(), by=actor()),
        "It is adopted. Released results follow now, one by one.")


@door.route("/decisions/<scoring_decision_id>/reject", methods=["GET", "POST"])
@needs("adopt_scoring")
def reject(scoring_decision_id: str):
    """A second person says no, and why."""
    row, form = decision_with_id(scoring_decision_id), Reject()
    page = FormPage("Reject a scoring decision", "Reject it", flask.url_for(
        "scoring.decision", scoring_decision_id=row.id), facts=(("Decision", change_in_words(row)),))
    return one_form(form, page, lambda: scoring_decisions.reject(row, reason=form.reason.data, now=now(), by=actor()),
                    "It is rejected. Nothing was changed.")
