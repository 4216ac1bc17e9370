"""Bringing a database to the present schema, with Alembic and the one list of migrations."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from flask import Flask

from exam.database.base import db
from exam.database.turns import turn_of

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def alembic_config(app: Flask) -> Config:
    """Alembic's configuration for this application's database; no ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["app"] = app
    return config


def upgrade(app: Flask, revision: str = "head") -> None:
    """Migrate to `revision`. Safe to call again: a database that is up to date is left alone."""
    _migrate(app, command.upgrade, revision)


def begin_again(app: Flask) -> None:
    """Take every table away with all that is in it, and make them anew: for a demo whose making was cut off."""
    _migrate(app, command.downgrade, "base")
    _migrate(app, command.upgrade, "head")


def _migrate(app: Flask, migrate: Callable, revision: str) -> None:
    with app.app_context(), turn_of(db.engine), db.engine.connect() as connection:
        config = alembic_config(app)
        config.attributes["connection"] = connection
        migrate(config, revision)
