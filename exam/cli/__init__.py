"""The operator's commands: `flask --app wsgi ...`."""

from flask import Flask

from exam.cli.database import database_commands


def register(app: Flask) -> None:
    """Hang the command groups into the application."""
    app.cli.add_command(database_commands)
