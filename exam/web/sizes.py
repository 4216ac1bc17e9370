"""How large a request may be: small everywhere, and larger only at the addresses that take files of items."""

from collections.abc import Callable

from flask import Flask, current_app, request


def takes_up_to(most: int) -> Callable:
    """A view whose requests may have so many bytes, a field of a form included. It stands right below the address."""
    def marked(view: Callable) -> Callable:
        view.takes_up_to = most
        return view
    return marked


def set_up_sizes(app: Flask) -> None:
    """Ask the view before anything reads the form."""
    app.before_request(_widen)


def _widen() -> None:
    most = getattr(current_app.view_functions.get(request.endpoint or ""), "takes_up_to", None)
    if most is not None:
        request.max_content_length = request.max_form_memory_size = most
