"""Telling the recipient of an export that some of its results were corrected or became void."""

import flask

from exam.actions import rescoring
from exam.forms.board.scoring import TellRecipient
from exam.queries.corrections import notice_with_id
from exam.queries.exports import export_with_id
from exam.views.board.acting import FormPage, one_form
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("export_notices", __name__, url_prefix="/board/exports")
for_staff(door)


@door.route("/<export_id>/notices/<correction_notice_id>/tell", methods=["GET", "POST"])
@needs("export_results")
def tell(export_id: str, correction_notice_id: str):
    """Put down how the recipient was told. Where an address is on record a letter has gone by itself."""
    export, form = export_with_id(export_id), TellRecipient()
    notice = notice_with_id(export.id, correction_notice_id)
    page = FormPage("Tell a recipient", "They were told", flask.url_for("exports.export", export_id=export.id), facts=(
        ("Recipient", export.recipient), ("Export", export.id)), lead=(
        "Some results in this export were superseded or became void. Tell its recipient not to act on it alone, and "
        "that the next export of what is new holds the corrected rows and names those that are void.",))
    return one_form(form, page, lambda: rescoring.told(notice, how=form.how.data, now=now(), by=actor()),
                    "It is on record that they were told.")
