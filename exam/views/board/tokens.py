"""Tokens of the read API: one's own, and for administrators everybody's; made, shown once, revoked."""

import flask

from exam.actions import tokens
from exam.forms.board.tokens import NewToken
from exam.queries.tokens import token_with_id, tokens_of
from exam.views.board.acting import FormPage, pressed, tried
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, current_account, role_holds

door = flask.Blueprint("tokens", __name__, url_prefix="/board/tokens")
for_staff(door)


@door.get("")
@needs("make_tokens")
def listing():
    """The tokens that one may revoke, newest first."""
    return flask.render_template("board/tokens/listing.html", tokens=tokens_of(_whose()), now=now(),
                                 everybody=_whose() is None)


@door.route("/new", methods=["GET", "POST"])
@needs("make_tokens")
def new():
    """Make a token. Its text stands on the page that follows and nowhere else, so that page is not a redirect."""
    form, made = NewToken(), []
    form.offer(current_account().role_names)
    if flask.request.method == "POST" and tried(form, lambda: made.append(_made(form))):
        return flask.render_template("board/tokens/made.html", token=made[0][0], text=made[0][1])
    page = FormPage("Make a token", "Make it", flask.url_for("tokens.listing"), lead=(
        "A program sends the token to read what you may see yourself. Make one for each system, so that each can be "
        "revoked by itself.",))
    return flask.render_template("board/one_form.html", form=form, page=page), 400 if form.is_submitted() else 200


def _made(form: NewToken):
    return tokens.make_token(current_account(), name=form.name.data, scopes=form.scopes.data, days=int(form.days.data),
                             now=now(), by=actor())


@door.post("/<token_id>/revoke")
@needs("make_tokens")
def revoke(token_id: str):
    """It opens nothing from now on."""
    row = token_with_id(token_id, _whose())
    return pressed(lambda: tokens.revoke(row, now=now(), by=actor()), "The token is revoked.",
                   flask.url_for("tokens.listing"))


def _whose() -> str | None:
    """Administrators see to everybody's tokens, all others to their own."""
    return None if role_holds("manage_staff") else current_account().id
