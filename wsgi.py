"""The door for WSGI servers and for `flask --app wsgi`."""

import os

from exam.app import create_app, create_serving_app

# The operator's commands load this file as well. Only who serves keeps a pulse: a sweep that lives is no service.
app = create_app() if os.environ.get("FLASK_RUN_FROM_CLI") == "true" else create_serving_app()
