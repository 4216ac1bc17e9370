"""Addresses that keep what a person has chosen: another page of the same list."""

import flask


def page_address(number: int) -> str:
    """The present page's address with another page number; filter and search stay."""
    chosen = {**flask.request.args, "page": number}
    return flask.url_for(flask.request.endpoint, **(flask.request.view_args or {}), **chosen)


def page_number() -> int:
    """The page of a list that was asked for; the first one when it is no number."""
    return flask.request.args.get("page", 1, type=int)


def asked_for(name: str, default: str = "") -> str:
    """A short word of the query, such as what is searched for."""
    return flask.request.args.get(name, default)[:100]
