"""What was written down stays: the database itself refuses UPDATE and DELETE on the evidence."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from exam.database import db
from exam.migrations.guards import APPEND_ONLY

TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgenabled = 'O'",
}
NAMES = {"sqlite": ("no_update", "no_delete"), "postgresql": ("append_only", "no_truncate")}
ENTRY = (
    "INSERT INTO audit_entry (no, at, actor, action, subject, facts, previous_hash, hash) "
    "VALUES (1, 0, 'system', 'test', '', '{}', :hash, :hash)"
)
EVIDENCE = {"answer_event", "trail_step", "attestation", "result", "release", "submission", "audit_entry"}


def run(statement: str, **values) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement), values)


def test_the_evidence_is_append_only():
    assert set(APPEND_ONLY) >= EVIDENCE


def test_every_append_only_table_has_its_guards(db_app, database_kind):
    with db.engine.connect() as connection:
        found = {tuple(row) for row in connection.execute(text(TRIGGERS[database_kind]))}
    wanted = {(table, f"{table}_{name}") for table in APPEND_ONLY for name in NAMES[database_kind]}
    assert wanted - found == set()


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"])
def test_a_recorded_entry_can_be_neither_changed_nor_removed(db_app, change):
    run(ENTRY, hash="0" * 64)
    with pytest.raises(DBAPIError, match="append-only"):
        run(change)
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT actor FROM audit_entry")).scalars().all() == ["system"]


def test_replacing_a_row_is_refused_like_changing_it(db_app, database_kind):
    run(ENTRY, hash="0" * 64)
    replace = {
        "sqlite": ENTRY.replace("INSERT", "INSERT OR REPLACE"),
        "postgresql": ENTRY + " ON CONFLICT (no) DO UPDATE SET actor = 'nobody'",
    }
    with pytest.raises(DBAPIError):
        run(replace[database_kind].replace("'system'", "'nobody'"), hash="0" * 64)
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT actor FROM audit_entry")).scalars().all() == ["system"]
