"""How a piece of work outside the pages goes: its page, its facts for the page's script, and stopping it."""

from collections.abc import Callable, Mapping

import flask

from exam.actions import jobs
from exam.models import Job
from exam.queries.jobs import job_with_id
from exam.queries.staff import names_of_actors
from exam.rules.jobs import KINDS
from exam.views.board.acting import pressed
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, role_holds

door = flask.Blueprint("jobs", __name__, url_prefix="/board/jobs")
for_staff(door)

# Where the result of each kind is read: what the link says, and its address.
RESULTS: Mapping[str, Callable[[Job], tuple[str, str]]] = {
    "assemble_own_forms": lambda job: ("See the exam forms", flask.url_for("exam_forms.listing")),
    "assemble_exam_forms": lambda job: ("See the forms", flask.url_for("form_assembly.assembled", job_id=job.id)),
    "check_key": lambda job: ("See the check", flask.url_for("key_checks.form", form_id=job.about)),
    "shadow_scoring": lambda job: ("See what would change", flask.url_for(
        "scoring.decision", scoring_decision_id=job.about)),
    "link_exam_forms": lambda job: ("See the linking", flask.url_for("linkings.linking", job_id=job.id)),
    "look_through_bank": lambda job: ("See the health of the bank", flask.url_for("bank_health.health")),
    "analyse_exam_form": lambda job: ("See the analysis", flask.url_for("analysis.run", run_id=job.result["run"])),
    "export_results": lambda job: ("See the export", flask.url_for("exports.export",
                                                                   export_id=job.result["export_id"])),
}


@door.get("/<job_id>")
@needs("see_jobs")
def job(job_id: str):
    """How it goes, and the way to its result."""
    row = job_with_id(job_id, role_holds)
    link = RESULTS[row.kind](row) if row.state == "done" else None
    return flask.render_template("board/jobs/job.html", job=row, words=KINDS[row.kind].words, link=link,
                                 names=names_of_actors([row.asked_by]))


@door.get("/<job_id>/state")
@needs("see_jobs")
def state(job_id: str):
    """The same in the few facts that the page's script shows."""
    row = job_with_id(job_id, role_holds)
    return {"state": row.state, "step": row.step, "done": row.done, "total": row.total}


@door.post("/<job_id>/stop")
@needs("see_jobs")
def stop(job_id: str):
    """Nobody needs it any more."""
    row = job_with_id(job_id, role_holds)
    return pressed(lambda: jobs.stop(row, now=now(), by=actor()), "The work is stopped. Nothing of it was kept.",
                   flask.url_for("jobs.job", job_id=row.id))
