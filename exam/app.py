"""Putting the application together: settings, database, web, pages, commands."""

from flask import Flask

import config as settings
from exam import cli, models, views
from exam.database import db
from exam.database.engine import set_up
from exam.web import clock, set_up_web
from exam.web.pulse import PulseOf


def create_app(config: dict | None = None) -> Flask:
    """The application with the given settings, or with those of the environment."""
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.config.from_mapping(settings.from_environment() if config is None else config)
    app.config.setdefault("CLOCK", clock.system_clock)
    app.config["DATA_DIR"].mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    app.extensions["examhall_tables"] = models.__all__  # importing them fills the metadata
    with app.app_context():
        set_up(db.engine)
    set_up_web(app)
    views.register(app)
    cli.register(app)
    return app


def create_serving_app() -> Flask:
    """The application of a process that serves people: it keeps a pulse, by which outages are measured."""
    app = create_app()
    PulseOf(app).start()
    return app
