"""Who acts for the board has declared their ties before: the refusal, and the way back to the work (C14)."""

from urllib.parse import urlsplit

import flask
from werkzeug.exceptions import HTTPException

from exam.errors import NotDeclared
from exam.queries.declarations import standing_for
from exam.rules.declarations import IN_FORCE, STANDINGS, is_needed_for
from exam.web.clock import now
from exam.web.identity import role_holds, signed_in

HOME = "/board"
NOT_WORDS = ("csrf_token", "password")


def refuse_undeclared(permission: str) -> None:
    """The one defence: whoever acts under this permission has a declaration in force. Raises NotDeclared."""
    if flask.request.method == "POST" and is_needed_for(permission):
        standing = standing_for(signed_in().account.id, now())
        if standing not in IN_FORCE:
            raise NotDeclared(STANDINGS[standing])


def declaration_trouble() -> str:
    """What is wrong with the declaration of the person who looks at a page, as a sentence; empty when nothing is."""
    present = signed_in()
    if present is None or not role_holds("declare_conflicts"):
        return ""
    standing = standing_for(present.account.id, now())
    return "" if standing in IN_FORCE else STANDINGS[standing]


def page_behind() -> str:
    """The page of the board that a refused form stood on, or that is looked at now."""
    came_from = urlsplit(flask.request.referrer or "")
    before = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    places = (flask.request.full_path,) if flask.request.method == "GET" else (before, flask.request.path)
    return next((place.rstrip("?") for place in places if is_board_page(place)), HOME)


def is_board_page(address: str) -> bool:
    """Whether this is a page of the board that can be looked at: the way back leads nowhere else."""
    path = address.split("?", 1)[0]
    if not address.isprintable() or (path != HOME and not path.startswith(f"{HOME}/")):
        return False
    try:
        flask.current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True


def words_sent() -> list[str]:
    """What somebody had written in a form that was refused, so that they can copy it."""
    sent = [value.strip() for name, value in flask.request.form.items(multi=True) if name not in NOT_WORDS]
    return list(dict.fromkeys(words for words in sent if " " in words))
