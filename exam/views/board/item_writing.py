"""Writing an item, and editing one as a new revision: what two people wrote at once is shown, and nothing is lost."""

import flask

from exam.actions import items
from exam.forms.board.item_text import ItemText, form_for
from exam.queries.bank_rules import known_names
from exam.queries.item_views import shown
from exam.queries.items import item_with_id, revision_of
from exam.rules.differences import revision_changes
from exam.views.board.acting import tried
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor

door = flask.Blueprint("item_writing", __name__, url_prefix="/board/items")
for_staff(door)


@door.get("/new")
@needs("write_items")
def new():
    """An empty form."""
    form = form_for(known_names(), None)
    form.language.data, form.use.data = "en", "operational"
    return flask.render_template("board/items/write.html", form=form, item=None, newer=None)


@door.post("/new")
@needs("write_items")
def write():
    """A new draft."""
    form = form_for(known_names(), None)
    content = form.content_over(None) if form.validate() else None
    if content and tried(form, lambda: items.write(content, now=now(), by=actor())):
        told("success", f"{content.code} is in the bank as a draft.")
        return back("items.listing", search=content.code)
    return flask.render_template("board/items/write.html", form=form, item=None, newer=None), 400


@door.get("/<item_id>/edit")
@needs("write_items")
def edit(item_id: str):
    """The newest revision in a form."""
    row = item_with_id(item_id)
    form = form_for(known_names(), row.current.content)
    form.show(row.current.content, row.current.number)
    return flask.render_template("board/items/write.html", form=form, item=row, newer=None)


@door.post("/<item_id>/edit")
@needs("write_items")
def save(item_id: str):
    """A new revision over the one that was seen. If there is a newer one, both texts are shown."""
    row = item_with_id(item_id)
    form = form_for(known_names(), row.current.content)
    content = form.content_over(row.current.content) if form.validate() else None
    if content and tried(form, lambda: _save(row, content, form)):
        told("success", "The new revision is a draft. Send it to review when it is finished.")
        return back("items.item", item_id=row.id)
    return flask.render_template("board/items/write.html", form=form, item=row, newer=_newer(row, form)), 400


def _save(row, content, form: ItemText) -> None:
    items.edit(row, content, seen_number=form.seen.data, note=form.note.data or "", now=now(), by=actor())


def _newer(row, form: ItemText) -> dict | None:
    """What somebody else saved meanwhile. Saving once more then goes over it, knowingly."""
    seen = form.seen.data or 0
    if not 1 <= seen < row.current.number:
        return None
    form.seen.data, form.seen.raw_data = row.current.number, None
    changes = revision_changes(revision_of(row, seen).content, row.current.content)
    return {"shown": shown(row.current.content), "revision": row.current, "changes": changes}
