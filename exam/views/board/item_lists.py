"""Approving a whole list of drafts that somebody else imported, after they were read as a list."""

import flask

from exam.actions import items
from exam.forms.board.items import ListApproval
from exam.queries.bank_rules import open_faults
from exam.queries.item_views import shown
from exam.queries.items import drafts_by_others
from exam.views.board.acting import tried
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("item_lists", __name__, url_prefix="/board/items")
for_staff(door)


@door.get("/drafts")
@needs("review_items")
def drafts():
    """Every draft that this person did not write, whole, with its key and reasons."""
    return _page(ListApproval(formdata=None), drafts_by_others(str(actor())))


@door.post("/drafts")
@needs("review_items")
def approve():
    """Approve exactly the texts that were on the page, all of them or none."""
    form, rows = ListApproval(), drafts_by_others(str(actor()))
    if not tried(form, lambda: _approve(form, rows)):
        return _page(form, rows), 400
    told("success", f"Approved: {len(rows)}.")
    return back("items.listing", state="approved")


def _approve(form: ListApproval, rows) -> None:
    form.check_against(rows)
    items.approve_imported(rows, note=form.note.data, bias_note=form.bias_note.data, now=now(), by=actor())


def _page(form: ListApproval, rows):
    form.carry(rows)
    texts = [(row, shown(row.current.content)) for row in rows]
    return flask.render_template("board/items/drafts.html", form=form, texts=texts,
                                 faults=open_faults([row.current.content for row in rows]))
