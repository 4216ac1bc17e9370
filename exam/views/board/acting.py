"""How a page of the board acts: a form that is shown again with what was typed, or a single button."""

from collections.abc import Callable
from dataclasses import dataclass

import flask

from exam.errors import Refused
from exam.forms.base import Form
from exam.forms.trying import tried
from exam.web.answers import flash_refusal, told


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: its title, what happens when it is sent, its button, and the page to go back to."""

    title: str
    button: str
    back_to: str
    lead: tuple[str, ...] = ()
    facts: tuple[tuple[str, object], ...] = ()
    kind: str = ""


def one_form(form: Form, page: FormPage, act: Callable[[], object], done: str):
    """Show the form, or act on what was sent. What a rule refuses stands above the form, and nothing typed is lost."""
    if flask.request.method != "POST":
        return flask.render_template("board/one_form.html", form=form, page=page)
    if not tried(form, act):
        return flask.render_template("board/one_form.html", form=form, page=page), 400
    told("success", done)
    return flask.redirect(page.back_to, code=303)


def pressed(act: Callable[[], object], done: str, back_to: str):
    """Act on a button without a form; a refusal is told on the page that the button stood on."""
    try:
        act()
        told("success", done)
    except Refused as refused:
        flash_refusal(refused)
    return flask.redirect(back_to, code=303)
