"""Putting the application together: the pages, and the operator's commands."""

from flask import Flask

from exam import cli
from exam.serving import create_pages


def create_app(config: dict | None = None) -> Flask:
    """The application with the given settings, or with those of the environment."""
    app = create_pages(config)
    cli.register(app)
    return app
