"""`flask db`: bring the database to the present schema."""

import click
from flask import current_app
from flask.cli import AppGroup

from exam.database.upgrades import upgrade

database_commands = AppGroup("db", help="The schema of the database.")


@database_commands.command("upgrade")
def upgrade_command() -> None:
    """Migrate to the newest schema; a database that is up to date is left alone."""
    upgrade(current_app)
    click.echo("The database is up to date.")
