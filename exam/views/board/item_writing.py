"""Writing an item, and editing one as a new revision: what two people wrote at once is shown, and nothing is lost."""

import flask

from exam.actions import items
from exam.forms.board.item_text import ItemText, form_for
from exam.queries.bank_rules import known_names
from exam.queries.item_sets import siblings_of, text_of_set
from exam.queries.item_views import shown
from exam.queries.items import item_with_id, revision_of
from exam.rules.differences import revision_changes
from exam.views.board.acting import tried
from exam.views.board.item_help import helped, kind_wanted, rows_wanted
from exam.web.answers import back, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.instructions import KIND_WORDS

door = flask.Blueprint("item_writing", __name__, url_prefix="/board/items")
for_staff(door)


@door.get("/new")
@needs("write_items")
def new():
    """The kinds of questions to choose from, and then an empty form."""
    if not kind_wanted():
        return flask.render_template("board/items/kinds.html", kinds=KIND_WORDS)
    form = form_for(known_names(), None, kind_wanted())
    form.language.data, form.use.data = "en", "operational"
    return _page(form, None)


@door.post("/new")
@needs("write_items")
def write():
    """A new draft."""
    form = form_for(known_names(), None, kind_wanted(), rows_wanted())
    if helped(form):
        return _page(form, None)
    content = _content(form, None)
    if content and tried(form, lambda: items.write(content, now=now(), by=actor())):
        told("success", f"{content.code} is in the bank as a draft.")
        return back("items.listing", search=content.code)
    return _page(form, None), 400


@door.get("/<item_id>/edit")
@needs("write_items")
def edit(item_id: str):
    """The newest revision in a form."""
    row = item_with_id(item_id)
    form = form_for(known_names(), row.current.content, kind_wanted())
    form.show(row.current.content, row.current.number)
    return _page(form, row)


@door.post("/<item_id>/edit")
@needs("write_items")
def save(item_id: str):
    """A new revision over the one that was seen. If there is a newer one, both texts are shown."""
    row = item_with_id(item_id)
    form = form_for(known_names(), row.current.content, kind_wanted(), rows_wanted())
    if helped(form):
        return _page(form, row)
    content = _content(form, row.current.content)
    if content and tried(form, lambda: _save(row, content, form)):
        told("success", "The new revision is a draft. Send it to review when it is finished.")
        return back("items.item", item_id=row.id)
    return _page(form, row, _newer(row, form)), 400


def _page(form: ItemText, row, newer: dict | None = None):
    return flask.render_template("board/items/write.html", form=form, item=row, newer=newer, kinds=KIND_WORDS,
                                 siblings=siblings_of(row.current.content) if row else [])


def _content(form: ItemText, before):
    """What the fields say; an item that joins a set without a text takes over the text of the set."""
    if not form.validate():
        return None
    if form.scenario.data and not form.stimulus.data:
        form.stimulus.data = text_of_set(form.scenario.data, form.language.data)
    return form.content_over(before)


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
