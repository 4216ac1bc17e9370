"""Durability settings, asked of the database itself and never assumed (M1 to M5)."""

import pytest
from sqlalchemy import text

from exam.database import db, engine
from exam.database.engine import sqlite_has_wal_reset_bug

WANTED = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000",
               "secure_delete": "1", "trusted_schema": "0"},
    "postgresql": {"synchronous_commit": "on", "TimeZone": "UTC"},
}


def test_m2_every_pooled_connection_has_the_settings(db_app, database_kind):
    with db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            ask = {"sqlite": "PRAGMA", "postgresql": "SHOW"}[database_kind]
            found = {name: str(connection.execute(text(f"{ask} {name}")).scalar()) for name in WANTED[database_kind]}
            assert found == WANTED[database_kind]


@pytest.mark.parametrize(("version", "faulty"), [
    ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False),
    ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 0), False),
])
def test_m1_the_versions_with_the_wal_reset_bug_are_known(version, faulty):
    assert sqlite_has_wal_reset_bug(version) is faulty


@pytest.mark.parametrize(("faulty", "pages"), [(True, 0), (False, 1000)])
def test_m1_with_the_bug_no_connection_checkpoints_by_itself(db_app, database_kind, monkeypatch, faulty, pages):
    monkeypatch.setattr(engine, "sqlite_has_wal_reset_bug", lambda: faulty)
    db.engine.dispose()
    with db.engine.connect() as connection:
        if database_kind == "sqlite":
            assert connection.execute(text("PRAGMA wal_autocheckpoint")).scalar() == pages
        else:
            assert connection.execute(text("SHOW fsync")).scalar() in ("on", "off")


def test_m14_errors_hide_the_values_they_were_about(db_app):
    with pytest.raises(Exception) as trouble:
        db.session.execute(text("INSERT INTO nowhere VALUES (:answer)"), {"answer": "canary-answer"})
    assert "canary-answer" not in str(trouble.value)
    db.session.rollback()
