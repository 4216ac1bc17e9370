"""A request that changes something must come from a page of ours: the browser says so, and we listen (T45)."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def set_up_origins(app: Flask) -> None:
    """Refuse what a page of another site sent. The token is asked for as well."""
    app.before_request(_refuse_strangers)


def _refuse_strangers() -> None:
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(400, "This was sent by a page of another site.")
    # Browsers write "null" on pages that send no Referer, which pages of sealed links are; the token decides there.
    origin = request.headers.get("Origin", "null")
    if origin != "null" and not _is_ours(origin):
        abort(400, "This was sent by a page of another site.")


def _is_ours(origin: str) -> bool:
    own = {urlsplit(current_app.config["BASE_URL"]).netloc, request.host}
    return urlsplit(origin).netloc in own
