"""The information page: read it, confirm it, read it again years later."""

import flask

from exam.actions import agreements
from exam.forms.candidate import AgreementForm
from exam.queries.agreements import text_in_force
from exam.rules.agreements import text_digest
from exam.views.candidate.entrance import door, own_status
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.identity import actor


@door.get("/sittings/<sitting_id>/agreement")
def agreement(sitting_id: str):
    """The text in force, with a box to tick while it is not confirmed."""
    present = own_status(sitting_id)
    text = text_in_force(present.sitting)
    return _page(present, text, AgreementForm(version=text.version, digest=text_digest(text)))


@door.post("/sittings/<sitting_id>/agreement")
def agree(sitting_id: str):
    """Keep the confirmation of exactly the text that was shown."""
    present, form = own_status(sitting_id), AgreementForm()
    if not form.validate():
        return _page(present, text_in_force(present.sitting), form), 400
    agreements.agree(present.sitting, version=form.version.data, digest=form.digest.data, now=now(), by=actor())
    told("success", "Thank you. You have confirmed the information page.")
    return back("candidate.sitting", sitting_id=sitting_id)


def _page(present, text, form):
    return flask.render_template("candidate/agreement.html", s=present, text=text, form=form)
