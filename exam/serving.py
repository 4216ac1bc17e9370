"""The application of a process that serves people: without the operator's commands, which load far more than pages do.

    granian --interface wsgi --factory exam.serving:create_serving_app
"""

from flask import Flask

import config as settings
from exam import models, views
from exam.database import db
from exam.database.engine import set_up
from exam.web import clock, set_up_web
from exam.web.pulse import PulseOf


def create_pages(config: dict | None = None) -> Flask:
    """The pages with the given settings, or with those of the environment."""
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
    return app


def serving(app: Flask) -> Flask:
    """The same application, with the pulse of a process that serves, by which outages are measured."""
    PulseOf(app).start()
    return app


def create_serving_app() -> Flask:
    """What a server runs."""
    return serving(create_pages())
