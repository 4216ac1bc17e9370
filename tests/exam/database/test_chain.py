"""The audit chain: any change to the stored rows is found, and the first bad entry is named (T52)."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from exam.database import AuditEntry, db, transaction
from exam.queries.chain import audit_entries, chain_head, first_bad_entry
from exam.rules import actors
from tests.factories.world import NOON

VERIFIER = Path(__file__).resolve().parents[3] / "scripts" / "verify_audit.py"
BY = actors.system("test")


def act(number: int) -> None:
    with transaction("act", by=BY, now=NOON) as entry:
        entry.about("thing", str(number), number=number, word="ä")


@pytest.fixture
def chain(db_app) -> list[dict]:
    for number in range(1, 8):
        act(number)
    return list(audit_entries())


def verified_apart(entries: list[dict], folder: Path, *checkpoints: str) -> tuple[int, str]:
    """What the stand-alone verifier says of an export: (exit status, its words)."""
    file = folder / "audit.jsonl"
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return verified_file(file, *checkpoints)


def verified_file(file: Path, *checkpoints: str) -> tuple[int, str]:
    arguments = [argument for mark in checkpoints for argument in ("--checkpoint", mark)]
    command = [sys.executable, "-I", VERIFIER, file, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def changed(entries: list[dict]) -> list[dict]:
    return [{**entry, "facts": {"number": 99}} if entry["no"] == 4 else entry for entry in entries]


def removed(entries: list[dict]) -> list[dict]:
    return [entry for entry in entries if entry["no"] != 4]


def reordered(entries: list[dict]) -> list[dict]:
    return [*entries[:3], entries[4], entries[3], *entries[5:]]


def inserted(entries: list[dict]) -> list[dict]:
    return [*entries[:3], {**entries[3], "actor": "staff:x"}, *entries[3:]]


def renumbered_after_removal(entries: list[dict]) -> list[dict]:
    kept = removed(entries)
    return [{**entry, "no": number} for number, entry in enumerate(kept, start=1)]


def behind_the_triggers(kind: str, *statements: str) -> None:
    """Change the stored rows as somebody does who owns the database."""
    db.session.rollback()
    drops = {"sqlite": ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"],
             "postgresql": ["DROP TRIGGER audit_entry_append_only ON audit_entry"]}[kind]
    with db.engine.begin() as connection:
        for statement in (*drops, *statements):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("tamper", [changed, removed, reordered, inserted, renumbered_after_removal])
def test_t52_v5_0_0_16_4_2_the_separate_verifier_names_the_first_bad_entry(chain, tamper, tmp_path):
    status, words = verified_apart(tamper(chain), tmp_path)
    assert status == 1
    assert "BROKEN after 3 good entries. First bad entry 4:" in words


def test_the_separate_verifier_finds_an_honest_chain_whole(chain, tmp_path):
    assert verified_apart(chain, tmp_path)[0] == 0


def test_t52_a_cut_tail_is_whole_in_itself_and_found_against_a_checkpoint(chain, tmp_path):
    number, sealed = chain_head()
    cut = chain[:5]
    assert verified_apart(cut, tmp_path)[0] == 0
    status, words = verified_apart(cut, tmp_path, f"{number}:{sealed}")
    assert status == 1
    assert "First bad entry 6: the chain ends here, but a checkpoint knows entry 7" in words


def test_t52_a_chain_written_anew_is_found_against_a_checkpoint(chain, tmp_path):
    status, words = verified_apart(chain, tmp_path, f"2:{'0' * 64}")
    assert (status, "written anew" in words) == (1, True)


def test_our_own_verification_says_the_same(chain):
    number, sealed = chain_head()
    assert first_bad_entry({number: sealed}) == (7, None)
    assert first_bad_entry({9: "0" * 64})[1] == "entry 8: the chain ends here, but a checkpoint knows entry 9"


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET actor = 'staff:x' WHERE no = 4", "DELETE FROM audit_entry WHERE no = 4"])
def test_v5_0_0_13_2_2_the_rows_cannot_be_changed_through_the_app(chain, statement):
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        with db.engine.begin() as connection:
            connection.execute(text(statement))


UNREADABLE = "entry 4: cannot be read"
INSERTED = ("UPDATE audit_entry SET no = no + 100 WHERE no > 3", "UPDATE audit_entry SET no = no - 99 WHERE no > 100",
            "INSERT INTO audit_entry SELECT 4, at, 'staff:x', action, subject, facts, previous_hash, 'a new hash' "
            "FROM audit_entry WHERE no = 5")


@pytest.mark.parametrize(("statements", "fault"), [
    (["UPDATE audit_entry SET facts = '{\"number\":99}' WHERE no = 4"],
     "entry 4: its content does not fit its hash: it was changed"),
    (["UPDATE audit_entry SET facts = 'no document' WHERE no = 4"], UNREADABLE),
    (["UPDATE audit_entry SET facts = '[4]' WHERE no = 4"], UNREADABLE),
    (["UPDATE audit_entry SET facts = ' ' || facts WHERE no = 4"], UNREADABLE),
    (["UPDATE audit_entry SET facts = '{\"number\":9,' || substr(facts, 2) WHERE no = 4"], UNREADABLE),
    (["UPDATE audit_entry SET facts = '{\"word\":\"\\ud800\"}' WHERE no = 4"], UNREADABLE),
    (["UPDATE audit_entry SET at = 9000000000000000000 WHERE no = 4"],
     "entry 4: its content does not fit its hash: it was changed"),
    (["DELETE FROM audit_entry WHERE no = 4"], "entry 4: missing or moved: the next row carries number 5"),
    (["UPDATE audit_entry SET no = 99 WHERE no = 4", "UPDATE audit_entry SET no = 4 WHERE no = 5",
      "UPDATE audit_entry SET no = 5 WHERE no = 99"],
     "entry 4: not sealed over the entry before it: a row was inserted, removed or replaced"),
    (INSERTED, "entry 4: its content does not fit its hash: it was changed"),
], ids=["changed", "no JSON", "no object", "spaced", "said twice", "half letter", "far future", "removed", "reordered",
        "inserted"])
def test_t52_both_verifiers_name_the_first_bad_row_of_a_database(chain, database_kind, app, statements, fault):
    behind_the_triggers(database_kind, *statements)
    outcome = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (outcome.exit_code, outcome.output) == (1, f"BROKEN after 3 good entries. First bad {fault}.\n")
    if database_kind == "sqlite":
        assert verified_file(Path(db.engine.url.database)) == (1, outcome.output)


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("value", ["x'7b7d'", "CAST(x'7bff7d' AS TEXT)", "7"])
def test_t52_facts_that_are_no_text_are_named_by_the_separate_verifier(chain, database_kind, value):
    behind_the_triggers(database_kind, f"UPDATE audit_entry SET facts = {value} WHERE no = 4")
    assert verified_file(Path(db.engine.url.database)) == (
        1, f"BROKEN after 3 good entries. First bad {UNREADABLE}.\n")


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("line", ["{", "[4]", "7", "null", '{"no": 4}', '{"no": "4"}', "\\xff", "[" * 100_000])
def test_t52_a_line_that_is_no_entry_is_the_first_bad_one(chain, database_kind, tmp_path, line):
    file = tmp_path / "audit.jsonl"
    lines = [json.dumps(entry) for entry in chain]
    file.write_bytes("\n".join([*lines[:3], line, *lines[4:]]).encode().replace(b"\\xff", b"\xff"))
    assert verified_file(file) == (1, f"BROKEN after 3 good entries. First bad {UNREADABLE}.\n")


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("name", ["no", "at", "actor", "facts", "previous_hash", "hash"])
def test_t52_a_missing_field_makes_its_entry_the_first_bad_one(chain, database_kind, tmp_path, name):
    del chain[3][name]
    status, words = verified_apart(chain, tmp_path)
    assert (status, UNREADABLE in words) == (1, True)


def test_t52_an_export_shows_a_row_that_cannot_be_read_as_it_was_found(chain, database_kind, tmp_path):
    behind_the_triggers(database_kind, "UPDATE audit_entry SET facts = 'no document' WHERE no = 4")
    exported = list(audit_entries())
    assert [entry["facts"] for entry in exported][3] == "no document"
    assert UNREADABLE in verified_apart(exported, tmp_path)[1]


def test_t52_a_row_changed_behind_the_triggers_is_found(chain, database_kind, app):
    behind_the_triggers(database_kind, "UPDATE audit_entry SET actor = 'staff:x' WHERE no = 4")
    good, fault = first_bad_entry({})
    assert (good, fault) == (3, "entry 4: its content does not fit its hash: it was changed")
    outcome = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (outcome.exit_code, "entry 4" in outcome.output) == (1, True)


def test_an_action_that_fails_leaves_neither_fact_nor_entry(db_app):
    with pytest.raises(ZeroDivisionError):
        with transaction("act", by=BY, now=NOON):
            raise ZeroDivisionError
    assert db.session.query(AuditEntry).count() == 0


def test_actions_do_not_nest(db_app):
    with pytest.raises(RuntimeError, match="inside another action"):
        with transaction("outer", by=BY, now=NOON):
            act(1)
    act(2)
    assert [entry["no"] for entry in audit_entries()] == [1]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_separate_verifier_finds_the_rows_of_an_honest_database_whole(chain, database_kind):
    number, sealed = chain_head()
    db.session.rollback()
    assert verified_file(Path(db.engine.url.database), f"{number}:{sealed}") == (
        0, f"WHOLE: 7 entries. Head {number}:{sealed}\n")


def test_the_separate_verifier_reads_a_database_file_too(tmp_path):
    file = tmp_path / "copy.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE audit_entry (no, at, actor, action, subject, facts, previous_hash, hash)")
    run = subprocess.run([sys.executable, "-I", VERIFIER, file], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.splitlines()[0]) == (0, f"WHOLE: 0 entries. Head 0:{'0' * 64}")
