"""The settings of an app under test."""

from pathlib import Path

import config

SECRET = "vOQ0Jr1mX7sYt4bLh2Kc9DzWgUe6NpAf3RxIoTqMlSw"


def settings_for(database_url: str, data_dir: Path, environment: dict | None = None, **changes) -> dict:
    """A complete configuration in test mode; `environment` adds variables, `changes` are settings such as CLOCK."""
    environ = {
        "EXAMHALL_MODE": "test",
        "EXAMHALL_SECRET_KEY": SECRET,
        "EXAMHALL_DATABASE_URL": database_url,
        "EXAMHALL_DATA_DIR": str(data_dir),
        "EXAMHALL_BASE_URL": "http://localhost",
        "EXAMHALL_TRUSTED_HOSTS": "localhost,127.0.0.1",
        "EXAMHALL_MAIL_FROM": "exams@example.org",
        **(environment or {}),
    }
    return {**config.from_environment(environ), "TESTING": True, **changes}
