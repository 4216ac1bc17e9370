"""Exam forms: the list, one form against its blueprint, publishing, withdrawing."""

import flask

from exam.actions import exam_forms
from exam.forms.board.exam_forms import Withdrawal
from exam.queries.conformance import conformance_of
from exam.queries.exam_forms import exam_form_with_id, sittings_by_form
from exam.queries.exam_forms import exam_forms as all_forms
from exam.queries.form_quality import quality_of_form, waiting_assemblies
from exam.queries.form_sheet import kept_sheet, printed_exam
from exam.queries.jobs import newest_jobs
from exam.queries.staff import names_of_actors
from exam.rules.program_words import cut_in_words
from exam.views.board.acting import FormPage, one_form, pressed
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("exam_forms", __name__, url_prefix="/board/exam-forms")
for_staff(door)


@door.get("")
@needs("see_exam_forms")
def listing():
    """Every exam form, newest first."""
    return flask.render_template("board/exam_forms/listing.html", forms=all_forms(), sittings=sittings_by_form(),
                                 assemblies=waiting_assemblies(newest_jobs("assemble_exam_forms")))


@door.get("/<form_id>")
@needs("see_exam_forms")
def exam_form(form_id: str):
    """One form: where it stands, its rules recounted, its pictures, and every question with its use."""
    form = exam_form_with_id(form_id)
    actors = [form.assembled_by, form.published_by or "", *(cut.adopted_by for cut in form.cut_scores)]
    return flask.render_template(
        "board/exam_forms/exam_form.html", form=form, conformance=conformance_of(form), names=names_of_actors(actors),
        sittings=sittings_by_form().get(form.id, 0), cut=cut_in_words(form.program_version.program),
        quality=quality_of_form(form))


@door.get("/<form_id>/sheet")
@needs("see_items")
def sheet(form_id: str):
    """The published form as a sheet for a panel, byte for byte as it was published."""
    return _on_paper(kept_sheet(form_id))


@door.get("/<form_id>/printed-exam")
@needs("see_items")
def printed(form_id: str):
    """The published form as a candidate reads it on paper, in the order in which its exam page shows it."""
    return _on_paper(printed_exam(exam_form_with_id(form_id)))


@door.post("/<form_id>/publish")
@needs("publish_exam_forms")
def publish(form_id: str):
    """Another person than the one who assembled it freezes the form."""
    form = exam_form_with_id(form_id)
    return pressed(lambda: exam_forms.publish(form, now=now(), by=actor()),
                   "The form is published. Candidates get it once its cut score is adopted.", _address(form))


@door.route("/<form_id>/withdraw", methods=["GET", "POST"])
@needs("publish_exam_forms")
def withdraw(form_id: str):
    """No new sitting gets the form."""
    form, asked = exam_form_with_id(form_id), Withdrawal()
    page = FormPage("Withdraw this exam form", "Withdraw it", _address(form), kind="secondary", lead=(
        "No new sitting gets this form. Sittings that began with it keep it.",), facts=(("Exam form", form.code),))
    return one_form(asked, page, lambda: exam_forms.withdraw(
        form, reason=asked.reason.data, now=now(), by=actor()), "The form is withdrawn.")


def _on_paper(data: bytes):
    answer = flask.make_response(data)
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    return answer


def _address(form) -> str:
    return flask.url_for("exam_forms.exam_form", form_id=form.id)
