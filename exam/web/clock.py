"""The one clock: views ask it, actions and rules are told."""

from datetime import UTC, datetime

from flask import current_app


def system_clock() -> datetime:
    """The server's present instant, aware and in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant that decides. Tests set CLOCK to a clock of their own."""
    return current_app.config["CLOCK"]()
