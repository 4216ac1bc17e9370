"""The read API for machines, and its description."""

from flask import Flask

from exam.views.api import description, reading


def register(app: Flask) -> None:
    """Hang the API into the application."""
    description.described(app).register_blueprint(reading.door)
    app.register_blueprint(description.door)
