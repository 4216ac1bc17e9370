"""What every page shares: the clock, who is signed in, guards, headers, error pages, logs and measures."""

from flask import Flask


def set_up_web(app: Flask) -> None:
    """Install everything that surrounds the pages."""
