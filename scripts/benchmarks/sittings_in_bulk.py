"""Thousands of sittings in progress: one begun through the real actions, the others copied from its rows."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import flask
from flask import Flask
from sqlalchemy import insert, inspect

from exam.app import create_app
from exam.database import db, new_id
from exam.database.upgrades import upgrade
from exam.models import Sitting, SittingPosition
from exam.web.clock import system_clock
from exam.web.room_pass import give_pass, opened
from exam.web.secret_keys import secret_keys
from tests.factories import world as maker
from tests.support.settings import SECRET, settings_for

AT_A_TIME = 500


@dataclass(frozen=True)
class Candidate:
    """What a page of this sitting would send with every save."""

    sitting_id: str
    cookie: str
    token: str
    options: dict[int, list[str]]


def environ_for(url: str, folder: Path) -> dict[str, str]:
    """The environment of a server over this database."""
    return {"EXAMHALL_MODE": "test", "EXAMHALL_SECRET_KEY": SECRET, "EXAMHALL_DATABASE_URL": url,
            "EXAMHALL_DATA_DIR": str(folder), "EXAMHALL_BASE_URL": "http://127.0.0.1",
            "EXAMHALL_LOG_LEVEL": "WARNING", "EXAMHALL_TRUSTED_HOSTS": "127.0.0.1,localhost"}


def sittings_in_progress(url: str, folder: Path, number: int) -> list[Candidate]:
    """Migrate the database, fill it, and return who may save."""
    app = create_app(settings_for(url, folder / "data"))
    upgrade(app)
    with app.app_context():
        first = maker.begun(maker.world(now=system_clock()))
        candidates = [_candidate(app, first, {row.position: row.options for row in first.positions})]
        for start in range(1, number, AT_A_TIME):
            candidates += _copies(app, first, range(start, min(start + AT_A_TIME, number)))
        db.session.remove()
        db.engine.dispose()
    return candidates


def _copies(app: Flask, first: Sitting, numbers: range) -> list[Candidate]:
    columns = [column.key for column in inspect(Sitting).column_attrs]
    facts = {name: getattr(first, name) for name in columns}
    rows, positions, candidates = [], [], []
    for number in numbers:
        row = {**facts, "id": new_id(), "sitting_no": number + 1}
        drawn = {place.position: [[secrets.token_hex(4), option] for _, option in place.options]
                 for place in first.positions}
        rows.append(row)
        positions += [{"sitting_id": row["id"], "position": place.position, "scored": place.scored,
                       "item_revision_id": place.item_revision_id, "revision_digest": place.revision_digest,
                       "options": drawn[place.position]} for place in first.positions]
        candidates.append(_candidate(app, Sitting(**row), drawn))
    with db.engine.begin() as connection:
        connection.execute(insert(Sitting), rows)
        connection.execute(insert(SittingPosition), positions)
    return candidates


def _candidate(app: Flask, sitting: Sitting, drawn: dict[int, list]) -> Candidate:
    with app.test_request_context():
        cookie = give_pass(flask.Response(), sitting).headers["Set-Cookie"].split(";")[0]
        token = opened(cookie.partition("=")[2], tuple(secret_keys())).token
    options = {position: [opaque for opaque, _ in options] for position, options in drawn.items()}
    return Candidate(sitting.id, cookie, token, options)
