"""The door for WSGI servers and for `flask --app wsgi`."""

from exam.app import create_app

app = create_app()
