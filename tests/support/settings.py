"""The settings of an app under test."""

import json
from pathlib import Path

import config
from exam.rules.signing import with_fresh_key

SECRET = "vOQ0Jr1mX7sYt4bLh2Kc9DzWgUe6NpAf3RxIoTqMlSw"


def made_signing_keys(folder: Path) -> Path:
    """A key that signs exports; only its owner may read it."""
    file = folder / "signing-keys.json"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(0o600)
        file.write_text(json.dumps(with_fresh_key([], "2026-01-01")), encoding="utf-8")
    return file


def settings_for(database_url: str, data_dir: Path, environment: dict | None = None, **changes) -> dict:
    """A complete configuration in test mode; `environment` adds variables, `changes` are settings such as CLOCK."""
    environ = {
        "EXAMHALL_MODE": "test",
        "EXAMHALL_SECRET_KEY": SECRET,
        "EXAMHALL_DATABASE_URL": database_url,
        "EXAMHALL_DATA_DIR": str(data_dir),
        "EXAMHALL_SIGNING_KEYS": str(made_signing_keys(data_dir.with_name(f"{data_dir.name}-keys"))),
        "EXAMHALL_BASE_URL": "http://localhost",
        "EXAMHALL_TRUSTED_HOSTS": "localhost,127.0.0.1",
        "EXAMHALL_MAIL_FROM": "exams@example.org",
        **(environment or {}),
    }
    return {**config.from_environment(environ), "TESTING": True, **changes}
