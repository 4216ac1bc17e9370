"""Assembling exam forms: asked for on a page, done as a job, looked at as a whole, kept or thrown away form by form."""

import flask

from exam.actions import assemblies, exam_forms, jobs
from exam.forms.board.exam_forms import Assemble, ChosenForms
from exam.queries.assembling import plan_of, practice_set, published_forms, refuse_taken_names, wish_from
from exam.queries.form_quality import shown_assembly
from exam.queries.jobs import finished_job
from exam.queries.programs import program_version_with_id, program_versions
from exam.views.board.acting import FormPage, pressed, tried
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("form_assembly", __name__, url_prefix="/board/exam-forms")
for_staff(door)
KIND = "assemble_exam_forms"


@door.route("/assemble", methods=["GET", "POST"])
@needs("assemble_exam_forms")
def assemble():
    """Ask for forms. Exams are drawn outside this request; a practice form, which follows no blueprint, at once."""
    form, made = Assemble(), []
    form.offer(program_versions(), published_forms())
    if flask.request.method == "POST" and tried(form, lambda: made.append(_asked(form))):
        return made[0]
    page = FormPage("Assemble exam forms", "Assemble", flask.url_for("exam_forms.listing"), lead=(
        "Forms are drawn from approved items, and each keeps the blueprint exactly. You see them with their figures "
        "before anything is kept.",))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _asked(form: Assemble):
    version, wish = program_version_with_id(form.version.data), form.wish()
    if form.purpose.data == "practice":
        chosen = practice_set(version, wish.seed, wish.language)
        exam_forms.keep_draft(version, chosen, code=wish.name, seed=wish.seed, purpose="practice", now=now(),
                              by=actor())
        told("success", "The draft is assembled. Somebody else has to publish it.")
        return back("exam_forms.listing")
    refuse_taken_names(wish)
    plan_of(wish, version)
    job = jobs.ask(KIND, wish.document, about=f"program:{version.program_id}", now=now(), by=actor())
    return back("jobs.job", job_id=job.id)


@door.get("/assembled/<job_id>")
@needs("assemble_exam_forms")
def assembled(job_id: str):
    """How good the forms are, and what was decided about each."""
    job = finished_job(job_id, KIND)
    wish = wish_from(job.asked)
    return flask.render_template("board/exam_forms/assembled.html", job=job, wish=wish, form=ChosenForms(),
                                 version=program_version_with_id(wish.version_id), shown=shown_assembly(job))


@door.post("/assembled/<job_id>/keep")
@needs("assemble_exam_forms")
def keep(job_id: str):
    """Keep the marked forms as drafts."""
    return _decided(job_id, assemblies.keep, "Kept as drafts. Somebody else has to publish them.")


@door.post("/assembled/<job_id>/throw-away")
@needs("assemble_exam_forms")
def throw_away(job_id: str):
    """Throw the marked forms away."""
    return _decided(job_id, assemblies.throw_away, "Thrown away. The same seed draws the same forms again.")


def _decided(job_id: str, act, done: str):
    job, form = finished_job(job_id, KIND), ChosenForms()
    form.offer(len(job.result["forms"]))
    address = flask.url_for("form_assembly.assembled", job_id=job.id)
    if not form.validate():
        told("error", "Mark at least one form first.")
        return flask.redirect(address, code=303)
    return pressed(lambda: act(job, form.numbers.data, now=now(), by=actor()), done, address)
