"""The audit trail: every change, newest first, and whether the chain is whole."""

import flask

from exam.queries.audit import audit_page
from exam.queries.chain import chain_head, first_bad_entry
from exam.queries.staff import names_of_actors
from exam.views.board.addresses import asked_for, page_number
from exam.web.guards import for_staff, needs
from exam.web.identity import role_holds

door = flask.Blueprint("audit", __name__, url_prefix="/board/audit")
for_staff(door)


@door.get("")
@needs("see_audit")
def listing():
    """Entries, narrowed to a subject, an action or an actor; with the head to note outside of this machine."""
    search = asked_for("search").strip()
    page = audit_page(search, page_number(), with_arrangements=role_holds("grant_accommodations"))
    names = names_of_actors([row.actor for row in page.rows])
    return flask.render_template("board/audit/listing.html", page=page, search=search, head=chain_head(),
                                 names=names)


@door.get("/verify")
@needs("see_audit")
def verify():
    """Follow the chain from its first entry. It only reads."""
    count, fault = first_bad_entry({})
    return flask.render_template("board/audit/verify.html", count=count, fault=fault, head=chain_head())
