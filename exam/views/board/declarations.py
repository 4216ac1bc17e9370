"""Your declaration: every member of the staff says what ties they have before they act, and again each year."""

import flask

from exam.actions import declarations
from exam.forms.board.declarations import DeclarationForm
from exam.forms.trying import tried
from exam.queries.declarations import declarations_of
from exam.rules.declarations import STANDINGS, STATEMENT, standing_of
from exam.web.answers import told
from exam.web.clock import now
from exam.web.declared import is_board_page
from exam.web.guards import for_staff, needs
from exam.web.identity import actor, current_account

door = flask.Blueprint("declarations", __name__, url_prefix="/board/conflicts/declaration")
for_staff(door)


@door.route("", methods=["GET", "POST"])
@needs("declare_conflicts")
def own():
    """The statement, what one has declared so far, and a form to declare; then back to the page one came from."""
    form, then = DeclarationForm(), _page_asked_for()
    if flask.request.method == "POST" and tried(form, lambda: _declare(form)):
        told("success", "Your declaration is on record." + (" Now send your form again." if then else ""))
        return flask.redirect(then or flask.url_for("declarations.own"), code=303)
    rows = declarations_of(current_account().id)
    standing = STANDINGS[standing_of(rows[0] if rows else None, now())]
    return flask.render_template("board/declarations/own.html", form=form, rows=rows, standing=standing,
                                 statement=STATEMENT), 400 if form.is_submitted() else 200


def _declare(form: DeclarationForm):
    return declarations.declare(current_account(), ties=form.named_ties(), digest=form.digest.data, now=now(),
                                months=flask.current_app.config["DECLARATION_MONTHS"], by=actor())


def _page_asked_for() -> str:
    """Where to go afterwards; nothing where no page of the board was named."""
    asked = flask.request.args.get("then", "")
    return asked if is_board_page(asked) else ""
