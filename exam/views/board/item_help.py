"""Buttons of the page on which an item is written that save no text: more options, a check, a picture into a text."""

import flask

from exam.actions.assets import add_asset
from exam.errors import Refused
from exam.forms.board.item_text import ItemText
from exam.queries.item_findings import Findings, findings_of, unfinished
from exam.web.answers import told
from exam.web.clock import now
from exam.web.identity import actor
from question_bank.assets import LARGEST_PICTURE
from question_bank.items import KINDS, ItemContent

MORE = 2


def kind_wanted() -> str:
    """The kind of question in the address; empty for none."""
    kind = flask.request.args.get("kind", "")
    return kind if kind in KINDS else ""


def rows_wanted() -> int:
    """How many options the page had, and two more when it asks for them."""
    rows = sum(name.startswith("option_") for name in flask.request.form)
    return rows + MORE if flask.request.form.get("then") == "more" else rows


def helped(form: ItemText) -> bool:
    """Whether the button was one of these; then the page is shown again with everything that was typed."""
    then = flask.request.form.get("then", "")
    with_picture = then == "picture" or bool(form.picture.data)  # a picture that was chosen is never left behind
    if with_picture:
        _take_in_picture(form)
    return with_picture or then in ("more", "check")


def checked(form: ItemText, before: ItemContent | None) -> Findings:
    """What the rules say of what stands in the fields; for a text that is no item yet, what is missing."""
    whole = form.validate()
    content = form.content_over(before) if whole else None
    if content is None:
        return unfinished(f"{form[name].label.text}: {sentence}" if name in form else sentence
                          for name, sentences in form.errors.items() for sentence in sentences)
    return findings_of(content)


def _take_in_picture(form: ItemText) -> None:
    file = form.picture.data
    data = b""
    if file:
        data = file.read(LARGEST_PICTURE + 1)
        file.close()
    form.picture_words.errors = [] if form.picture_words.data else [
        "Say in words what the picture shows, without giving the answer. Choose the file once more, too."]
    form.picture.errors = [] if data else ["Choose a picture."]
    if form.picture.errors or form.picture_words.errors:
        return
    try:
        place = form.put_picture(add_asset(data, now=now(), by=actor()).digest)
        told("success", f"The picture stands at the end of this text: {place}. Save the item to keep it there.")
    except Refused as refused:
        form.picture.errors = list(refused.sentences)
