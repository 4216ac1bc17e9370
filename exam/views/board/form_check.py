"""The checker: any exam form against any blueprint, every rule counted again."""

import flask

from exam.queries.exam_forms import exam_form_with_id
from exam.queries.exam_forms import exam_forms as all_forms
from exam.queries.form_check import known_blueprints, recount
from exam.views.board.addresses import asked_for
from exam.web.guards import for_staff, needs

door = flask.Blueprint("form_check", __name__, url_prefix="/board/exam-forms")
for_staff(door)


@door.get("/check")
@needs("see_exam_forms")
def check():
    """Choose a form and a blueprint; the address keeps the choice."""
    plans, form_id, plan_id = known_blueprints(), asked_for("form"), asked_for("plan")
    form = exam_form_with_id(form_id) if form_id else None
    counted = recount(form, plans[plan_id][1]) if form and plan_id in plans else None
    return flask.render_template("board/exam_forms/check.html", plans=plans, plan_id=plan_id, form=form,
                                 forms=[one for one in all_forms() if one.purpose == "exam"], counted=counted)
