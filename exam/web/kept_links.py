"""Links that this browser has opened, kept in its sealed cookie, so that the address bar need not show them (T05)."""

import flask

from exam.errors import LinkBroken
from exam.models import Link

MOST = 6  # a cookie has little room


def keep_link(link: Link, sealed: str) -> None:
    """Remember the link under a short key that opens nothing by itself."""
    kept = flask.session.get("links", {})
    if kept.get(key_of(link)) != sealed:
        flask.session["links"] = dict([*kept.items(), (key_of(link), sealed)][-MOST:])


def kept_link(key: str) -> str:
    """The link behind a short key, in the browser that opened it. Raises LinkBroken in every other one."""
    sealed = flask.session.get("links", {}).get(key)
    if sealed is None:
        raise LinkBroken("this browser has not opened that link")
    return sealed


def key_of(link: Link) -> str:
    """Ten signs of the row's random id: enough to tell the links of one browser apart."""
    return link.id[:10]
