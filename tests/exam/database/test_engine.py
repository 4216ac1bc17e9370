"""The settings that durability rests on, read back from the database itself."""

import sqlite3

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from exam.database import db
from exam.database.engine import set_up, settings_in_force, sqlite_has_wal_reset_bug
from exam.errors import ConfigurationError

SQLITE_IN_FORCE = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "busy_timeout": "10000",
    "secure_delete": "1",
    "trusted_schema": "0",
    "recursive_triggers": "1",
}


@pytest.fixture
def sqlite_engine(databases):
    engine = create_engine(databases.new("sqlite"))
    set_up(engine)
    yield engine
    engine.dispose()


def test_m2_every_pooled_connection_is_durable_and_keeps_foreign_keys(db_app, database_kind):
    with db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            found = settings_in_force(connection)
            if database_kind == "sqlite":
                assert found == SQLITE_IN_FORCE
            else:
                assert (found["synchronous_commit"], found["TimeZone"]) == ("on", "UTC")


def test_m5_a_writer_says_so_at_once_and_a_second_one_waits(sqlite_engine):
    with sqlite_engine.connect() as first, sqlite_engine.connect() as second:
        first.execution_options(immediate=True).execute(text("SELECT 1"))
        second.connection.driver_connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError, match="locked"):
            second.execution_options(immediate=True).execute(text("SELECT 1"))


def test_a_reader_never_waits_for_a_writer(sqlite_engine):
    with sqlite_engine.connect() as writer, sqlite_engine.connect() as reader:
        writer.execution_options(immediate=True).execute(text("SELECT 1"))
        assert reader.execute(text("SELECT count(*) FROM account")).scalar() == 0


def test_a_row_that_points_nowhere_is_refused(db_app):
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("INSERT INTO staff_role (account_id, role) VALUES ('nobody', 'author')"))


def test_m14_the_message_of_a_clash_never_holds_the_value(db_app):
    canary = "canary@example.org"
    row = {"id": "a", "email": canary}
    insert = text(
        "INSERT INTO account (id, kind, email, email_canonical, name, totp_last_step, created_at) "
        "VALUES (:id, 'candidate', :email, :email, :email, 0, 0)"
    )
    with pytest.raises(IntegrityError) as clash, db.engine.begin() as connection:
        connection.execute(insert, row)
        connection.execute(insert, row)
    assert canary not in f"{clash.value} {clash.value.orig}"
    assert "hidden" in str(clash.value)


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_m1_the_sqlite_versions_with_the_wal_reset_bug_are_known(version, affected):
    assert sqlite_has_wal_reset_bug(version) is affected


def test_m1_an_affected_sqlite_leaves_the_checkpoints_to_one_keeper(sqlite_engine):
    with sqlite_engine.connect() as connection:
        pages = connection.execute(text("PRAGMA wal_autocheckpoint")).scalar()
    assert (pages == 0) is sqlite_has_wal_reset_bug(sqlite3.sqlite_version_info)


def test_another_database_is_refused_in_words():
    class Engine:
        class dialect:
            name = "mysql"

    with pytest.raises(ConfigurationError, match="SQLite or PostgreSQL"):
        set_up(Engine)
