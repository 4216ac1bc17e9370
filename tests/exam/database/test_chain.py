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


def test_t52_a_row_changed_behind_the_triggers_is_found(chain, database_kind, app):
    db.session.commit()
    with db.engine.begin() as connection:
        drop = {"sqlite": "DROP TRIGGER audit_entry_no_update",
                "postgresql": "DROP TRIGGER audit_entry_append_only ON audit_entry"}[database_kind]
        connection.execute(text(drop))
        connection.execute(text("UPDATE audit_entry SET actor = 'staff:x' WHERE no = 4"))
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


def test_the_separate_verifier_reads_a_database_file_too(tmp_path):
    file = tmp_path / "copy.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE audit_entry (no, at, actor, action, subject, facts, previous_hash, hash)")
    run = subprocess.run([sys.executable, "-I", VERIFIER, file], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.splitlines()[0]) == (0, f"WHOLE: 0 entries. Head 0:{'0' * 64}")
