"""Answers that a fault on our side lost: what was found, and the candidate's own choice where the rule leaves one."""

import flask

from exam.actions import losses
from exam.forms.candidate import LossForm
from exam.forms.trying import tried
from exam.queries.losses import own_loss
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor


@door.get("/sittings/<sitting_id>/lost-answers")
def lost_answers(sitting_id: str):
    """What the board found, and what follows or may be chosen."""
    present = own_status(sitting_id)
    return _page(present, own_loss(present.sitting), LossForm())


@door.post("/sittings/<sitting_id>/lost-answers")
def choose_after_loss(sitting_id: str):
    """The choice is carried out at once."""
    present, form = own_status(sitting_id), LossForm()
    row = own_loss(present.sitting)
    if not tried(form, lambda: losses.choose(row, choice=form.choice.data, now=now(), by=actor())):
        return _page(present, row, form), 400
    told("success", "The board has your choice. A letter says what follows.")
    return back("candidate.lost_answers", sitting_id=sitting_id)


def _page(present, row, form: LossForm):
    return flask.render_template("candidate/lost_answers.html", s=present, loss=row, form=form)
