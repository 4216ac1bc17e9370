"""The door for `flask --app wsgi`, and for servers that know no factories; exam/serving.py is the smaller one."""

import os

from exam.app import create_app
from exam.serving import serving

# The operator's commands load this file as well. Only who serves keeps a pulse: a sweep that lives is no service.
app = create_app() if os.environ.get("FLASK_RUN_FROM_CLI") == "true" else serving(create_app())
