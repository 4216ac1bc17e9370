"""What this browser has proved with a link: that its person is at the desk, and that it knew the end code.

The sealed cookie holds it, bound to the link's row: another link, another browser or a renewed code proves nothing.
"""

import flask

from exam.models import Link

MOST = 10  # a cookie has little room; a proctor who watches more exams at once types a name again


def prove(kind: str, link: Link, value: int = 1) -> None:
    """Remember that this browser has shown what `kind` asks for, with this link."""
    proofs = {**flask.session.get(kind, {}), _key(link): value}
    flask.session[kind] = dict(list(proofs.items())[-MOST:])


def proved(kind: str, link: Link) -> int | None:
    """The value that was proved with this link in this browser; None when nothing was."""
    return flask.session.get(kind, {}).get(_key(link))


def _key(link: Link) -> str:
    return f"{link.id}-{link.serial}"
