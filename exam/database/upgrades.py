"""Bringing a database to the present schema, with Alembic and the one list of migrations."""

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
    with app.app_context(), turn_of(db.engine), db.engine.connect() as connection:
        config = alembic_config(app)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
