"""Writing an item, and editing one as a new revision: what two people wrote at once is merged, and nothing is lost."""

import flask

from exam.actions import items
from exam.forms.board.item_text import ItemText, form_for
from exam.queries.bank_rules import known_names
from exam.queries.item_findings import findings_of
from exam.queries.item_sets import siblings_of, text_of_set
from exam.queries.item_use import published_revisions
from exam.queries.items import item_with_id, revision_of
from exam.rules.merging import merged
from exam.views.board.acting import tried
from exam.views.board.item_help import checked, helped, kind_wanted, rows_wanted
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
    form = _posted(None)
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
    form = form_for(known_names(), row.current.content, kind_wanted(), used=bool(published_revisions(row)))
    form.show(row.current.content, row.current.number)
    return _page(form, row)


@door.post("/<item_id>/edit")
@needs("write_items")
def save(item_id: str):
    """A new revision over the one that was seen. If there is a newer one, both texts are brought together and shown."""
    row = item_with_id(item_id)
    form = _posted(row)
    if helped(form):
        return _page(form, row)
    content = _content(form, row.current.content)
    if content and tried(form, lambda: _save(row, content, form)):
        told("success", "The new revision is a draft. Send it to review when it is finished.")
        return back("items.item", item_id=row.id)
    return _page(form, row, _newer(row, form)), 400


@door.post("/check")
@needs("write_items")
def check():
    """What the rules say of the text that stands in the page's fields, for its script. Nothing is stored."""
    item_id = flask.request.args.get("item", "")
    row = item_with_id(item_id) if item_id else None
    return checked(_posted(row), row.current.content if row else None).document


def _posted(row) -> ItemText:
    before, used = (row.current.content, bool(published_revisions(row))) if row else (None, False)
    form = form_for(known_names(), before, kind_wanted(), rows_wanted(), used=used)
    form.take_reasons(flask.request.form)
    return form


def _page(form: ItemText, row, newer: dict | None = None):
    before = row.current.content if row else None
    asked = flask.request.form.get("then") == "check"
    findings = checked(form, before) if asked else findings_of(before) if before and not form.is_submitted() else None
    return flask.render_template("board/items/write.html", form=form, item=row, newer=newer, kinds=KIND_WORDS,
                                 siblings=siblings_of(before) if before else [], findings=findings)


def _content(form: ItemText, before):
    """What the fields say; an item that joins a set without a text takes over the text of the set."""
    if not form.validate():
        return None
    if form.scenario.data and not form.stimulus.data:
        form.stimulus.data = text_of_set(form.scenario.data, form.language.data)
    return form.content_over(before)


def _save(row, content, form: ItemText) -> None:
    items.edit(row, content, seen_number=form.seen.data, note=form.note.data or "", now=now(), by=actor(),
               key_reason=form.key_reason.data or "" if "key_reason" in form else "")


def _newer(row, form: ItemText) -> dict | None:
    """What somebody else saved meanwhile, merged into the form where it does not collide with what was typed here.

    Where it does, the three texts are shown and what was typed stays in the form. Saving once more goes over theirs.
    """
    seen, newest = form.seen.data or 0, row.current
    if not 1 <= seen < newest.number:
        return None
    found = merged(form.values_of(revision_of(row, seen).content), form.values_of(newest.content), form.values)
    form.take(found.values)
    form.seen.data, form.seen.raw_data = newest.number, None
    return {"revision": newest, "seen": seen, "merged": found}
