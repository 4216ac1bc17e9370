"""Linking two exam forms: asked for, done as a job, looked at with its errors, and proposed as a cut score."""

import flask

from exam.actions import cut_scores, jobs
from exam.actions.cut_scores import Ground
from exam.forms.board.cut_scores import LinkedHere, ToLink
from exam.forms.trying import tried
from exam.models import ExamForm
from exam.queries.cut_scores import open_proposal
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.jobs import finished_job
from exam.queries.linking import KIND, Made, linking_still_true, made_by, ties_of, what_to_link
from exam.queries.staff import names_of_actors
from exam.rules.analysis_charts import linking_chart
from exam.views.board.acting import FormPage, one_form
from exam.web.answers import back
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.linking_methods import METHODS

door = flask.Blueprint("linkings", __name__, url_prefix="/board/linkings")
for_staff(door)


@door.route("/forms/<form_id>", methods=["GET", "POST"])
@needs("propose_cut_scores")
def ask(form_id: str):
    """Choose the form to link to and the method, from what the released answers allow."""
    row, form, asked = exam_form_with_id(form_id), ToLink(), []
    ties = ties_of(row)
    form.offer(ties)
    if flask.request.method == "POST" and tried(form, lambda: asked.append(_asked(row, form))):
        return back("jobs.job", job_id=asked[0].id)
    status = 400 if form.is_submitted() else 200
    return flask.render_template("board/cut_scores/link.html", form=form, row=row, ties=ties), status


def _asked(row: ExamForm, form: ToLink):
    return jobs.ask(KIND, what_to_link(row, form.base.data, form.method.data), about=row.id, now=now(), by=actor())


@door.get("/<job_id>")
@needs("see_exam_forms")
def linking(job_id: str):
    """What each score is worth on the base form, how sure that is, and the cut that follows."""
    made = made_by(finished_job(job_id, KIND))
    return flask.render_template("board/cut_scores/linking.html", made=made, method=METHODS[made.linking["method"]],
                                 chart=linking_chart(made.linking, made.cut, made.base_cut["cut"]),
                                 proposed=open_proposal(made.form.id), names=names_of_actors([made.job.asked_by]))


@door.route("/<job_id>/propose", methods=["GET", "POST"])
@needs("propose_cut_scores")
def propose(job_id: str):
    """Propose the cut that follows from this linking; the record goes with it."""
    made, form = made_by(finished_job(job_id, KIND)), LinkedHere()
    page = FormPage(f"Propose a linked cut score for {made.form.code}", "Propose it",
                    flask.url_for("cut_scores.history", form_id=made.form.id), facts=_facts(made), lead=(
        "Somebody else adopts what you propose. Sittings that have begun keep the cut score that they began with.",))
    return one_form(form, page, lambda: cut_scores.propose_linked_cut(
        made.form, made.base, linking_still_true(made), ground=_ground(form), now=now(), by=actor()),
        "The cut score is proposed. Somebody else has to adopt it.")


def _facts(made: Made) -> tuple[tuple[str, object], ...]:
    return (("Linked to", made.base.code), ("Method", METHODS[made.linking["method"]]),
            ("Passes with", f"{made.cut} of {made.linking['maximum']} points"))


def _ground(form: LinkedHere) -> Ground:
    return Ground(form.reason.data, form.deciding_body.data or "", form.minutes.data or "")
