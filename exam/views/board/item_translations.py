"""Confirming that a translation still says what its original says, after the original got a newer text."""

from dataclasses import replace

import flask

from exam.actions import items
from exam.errors import NotFound
from exam.forms.board.items import Compared
from exam.queries.items import item_with_id
from exam.queries.translations import kin_of
from exam.views.board.acting import FormPage, one_form
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from question_bank.families import text_digest

door = flask.Blueprint("item_translations", __name__, url_prefix="/board/items")
for_staff(door)


@door.route("/<item_id>/compared", methods=["GET", "POST"])
@needs("write_items")
def compared(item_id: str):
    """Somebody has read both texts: the translation becomes a new revision, made from the original as it is now."""
    row, form = item_with_id(item_id), Compared()
    original = kin_of(row).original
    if original is None:
        raise NotFound("no translation, or one without its original")
    form.seen.data = form.seen.data or f"{row.current.number} {original.current.number}"
    return one_form(form, _page(row, original), lambda: _confirm(row, original, form),
                    "The translation is up to date. It is a draft again, and somebody else has to approve it.")


def _page(row, original) -> FormPage:
    return FormPage("Confirm the translation", "It says the same", flask.url_for("items.item", item_id=row.id), lead=(
        "Read both texts before you confirm: question, options, reasons and key. Where they differ, edit the "
        "translation first.",), facts=(
        (f"Original {original.code}", original.current.content.stem), (f"Translation {row.code}",
                                                                       row.current.content.stem)))


def _confirm(row, original, form: Compared) -> None:
    ours, theirs = form.read_revisions(original.current.number)
    content = replace(row.current.content, translation_of_digest=text_digest(original.current.content))
    items.edit(row, content, seen_number=ours, now=now(), by=actor(),
               note=f"Compared with revision {theirs} of {original.code}. {form.note.data}".strip())
