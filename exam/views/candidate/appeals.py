"""Asking the board to look again: what may be appealed and until when, and where each appeal stands."""

import flask

from exam.actions import appeals
from exam.forms.candidate import AppealForm
from exam.forms.trying import tried
from exam.queries.appeals import appeals_of, open_for, open_to, own_appeal
from exam.rules.appeals import ABOUT, OUTCOMES, REMEDIES
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor


@door.get("/sittings/<sitting_id>/appeal")
def appeal(sitting_id: str):
    """The form, while there is something to appeal; and where everything stands that was sent."""
    present = own_status(sitting_id)
    return _page(present, AppealForm(open_to(str(actor()), present.sitting, now=now())))


@door.post("/sittings/<sitting_id>/appeal")
def appeal_now(sitting_id: str):
    """It goes to people who had no part in what is appealed."""
    present = own_status(sitting_id)
    form = AppealForm(open_for(present.sitting, now=now()))
    if not tried(form, lambda: appeals.appeal(present.sitting, about=form.about.data, text=form.text.data, now=now(),
                                              by=actor())):
        return _page(present, form), 400
    told("success", "The board has it. A letter confirms it, and this page shows where it stands.")
    return back("candidate.appeal", sitting_id=sitting_id)


@door.post("/sittings/<sitting_id>/appeal/<appeal_id>/take-back")
def take_back_appeal(sitting_id: str, appeal_id: str):
    """Whoever filed it changes their mind."""
    present = own_status(sitting_id)
    appeals.take_back(own_appeal(present.sitting, appeal_id, str(actor())), now=now(), by=actor())
    told("success", "You took it back.")
    return back("candidate.appeal", sitting_id=sitting_id)


def _page(present, form: AppealForm):
    return flask.render_template(
        "candidate/appeal.html", s=present, form=form, appeals=appeals_of(present.sitting.id, str(actor())),
        until=open_to(str(actor()), present.sitting, now=now()), about=ABOUT, outcomes=OUTCOMES, remedies=REMEDIES)
