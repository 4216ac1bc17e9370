"""`flask retention`: a plan that changes nothing, a disposal that asks and proves, and a check of the proof."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from exam.actions import retention
from exam.cli import retention as command
from exam.database import db
from exam.database.checkpoints import checkpoint
from exam.models import Disposal, HandedIn
from exam.queries.disposals import stored_rows
from exam.rules import actors
from exam.rules.retention import rows_digest
from tests.factories import states
from tests.factories import world as make
from tests.support.building import ROOT
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND


@pytest.fixture
def sittings(db_app, clock):
    """Three released sittings, the first of them under a hold, eleven years later."""
    world = make.world(now=clock(), retention={"answers_years": 10})
    rows = [states.released(world) for _ in range(3)]
    clock.set(world.now.replace(year=world.now.year + 11))
    retention.place_hold(rows[0].candidate, None, reason="Case 7", now=clock(), by=actors.staff("keeper"))
    return rows


@pytest.fixture
def run(db_app, sittings):
    def run(*arguments, answer=None) -> tuple[int, str]:
        ended = db_app.test_cli_runner().invoke(args=["retention", *map(str, arguments)], input=answer)
        return ended.exit_code, ended.output

    return run


def export_of(app, file) -> str:
    app.test_cli_runner().invoke(args=["audit", "export", str(file)])
    return file.read_text()


def bytes_on_disk() -> bytes:
    db.session.rollback()
    assert checkpoint(db.engine)
    return Path(db.engine.url.database).read_bytes()


def count() -> int:
    return db.session.query(HandedIn).count()


def test_c26_the_plan_says_what_would_go_and_what_is_held_and_changes_nothing(run, sittings):
    status, said = run("plan")
    assert status == 0 and "2 of mo-cps-25, older than" in said and "(answers_years = 10)" in said
    assert f"Kept: sitting:{sittings[0].id}, answers: a legal hold." in said
    assert f"Analyse exam form {sittings[0].exam_form.code} first: 2 of these answers" in said
    assert "void_sittings_years = 0" in said and "nothing of them is deleted" in said
    assert count() == 3 and db.session.query(Disposal).count() == 0


def test_c26_a_disposal_asks_first_and_leaves_a_proof_that_can_be_checked(run, sittings, tmp_path, db_app):
    proof, export = tmp_path / "proof.json", tmp_path / "audit.jsonl"
    assert run("dispose", "--by", "Jo Roe", "--report", proof, answer="n\n")[0] == 1 and count() == 3
    before = {row.id: stored_rows("answers", row.id) for row in sittings}
    words = [before[row.id]["handed_in"][0][1].encode() for row in sittings]
    status, said = run("dispose", "--by", "Jo Roe", "--report", proof, answer="y\n")
    assert status == 0 and "Disposed of 2 of 2." in said and count() == 1
    assert [word in bytes_on_disk() for word in words] == [True, False, False]
    written = json.loads(proof.read_text())
    assert {row["sitting_id"] for row in written["disposals"]} == {sittings[1].id, sittings[2].id}
    assert written["kept"] == {f"sitting:{sittings[0].id}, answers": "a legal hold"}
    assert written["by"] == "operator:Jo Roe"
    assert run("check", proof)[0] == 0
    for row in written["disposals"]:  # the salt stands in the proof alone; with it an older copy proves what went
        assert rows_digest(before[row["sitting_id"]], row["salt"]) == row["digest"]
        assert row["salt"] not in export_of(db_app, export)
    assert run("compare", proof) == (1, "".join(f"{row['subject']}: other rows, or none.\n"
                                               for row in written["disposals"]))
    ended = subprocess.run([sys.executable, ROOT / "scripts" / "verify_audit.py", export, "--checkpoint",
                            f"{written['head']['no']}:{written['head']['hash']}"], capture_output=True, text=True)
    assert ended.returncode == 0 and ended.stdout.startswith("WHOLE")
    written["disposals"][0]["row_count"] += 1
    proof.write_text(json.dumps(written))
    status, said = run("check", proof)
    assert status == 1 and "the report says otherwise" in said


def test_c26_a_disposal_that_was_stopped_goes_on_the_next_time(run, tmp_path, monkeypatch):
    done = []

    def stopped(due, **facts):
        if done:
            raise KeyboardInterrupt
        done.append(due)
        return retention.dispose(due, **facts)

    monkeypatch.setattr(command, "dispose_of", stopped)
    run("dispose", "--by", "Jo", "--yes", "--report", tmp_path / "first.json")
    assert len(json.loads((tmp_path / "first.json").read_text())["disposals"]) == 1 and count() == 2
    monkeypatch.undo()
    assert "Disposed of 1 of 1." in run("dispose", "--by", "Jo", "--yes", "--report", tmp_path / "second.json")[1]
    assert count() == 1 and "Nothing is due." in run("plan")[1]


def test_c26_the_check_finds_rows_that_came_back_and_a_tombstone_that_nobody_told(run, sittings, tmp_path):
    run("dispose", "--by", "Jo", "--yes", "--report", tmp_path / "proof.json")
    came_back = sittings[1].id
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO handed_in (sitting_id, answers) VALUES (:id, '{}')"),
                           {"id": came_back})
        connection.execute(text("INSERT INTO disposal (id, kind, subject, row_count, digest, rule, cut_off, "
                                "disposed_at, disposed_by) VALUES ('x', 'logs', 'log_in:ended', 1, '', '', 0, 0, '')"))
    status, said = run("check")
    assert status == 1, said
    assert "1 rows stand in handed_in" in said and "no entry of the audit trail says the same" in said
