"""The receiver's script: it needs none of our code, believes no unsigned byte, and says in words what is wrong."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from exam.actions import exports, incidents, releases
from exam.queries.exports import bytes_of
from exam.rules import actors
from exam.web.signing_keys import known_public_keys, make_key, signer
from tests.factories import world as maker
from tests.factories.states import heard
from tests.support.building import ROOT
from tests.support.databases import ONE_KIND

RELEASER = actors.staff("releaser")
pytestmark = ONE_KIND


class Board:
    """Releases and exports; the receiver keeps what came in folders."""

    def __init__(self, app: Flask, folder: Path, now):
        self.app, self.folder, self.world, self.received = app, folder, maker.world(now=now), []

    def release(self, right: int = 25):
        sitting = maker.submitted(self.world, right=right)
        maker.attested(self.world, sitting)
        return releases.release(sitting, mode="by_staff", now=self.world.now, by=RELEASER)

    def export(self, **facts) -> Path:
        self.world.later(minutes=5)
        row = exports.export_results(**{"program_id": "", "only_new": True, "recipient": "Office", "reason": "weekly",
                                        "signer": signer(), **facts}, now=self.world.now, by=RELEASER)
        folder = self.folder / row.id
        folder.mkdir()
        for name in (*row.manifest["files"], "manifest.json", "manifest.sig"):
            (folder / name).write_bytes(b"".join(bytes_of(row, name)))
        self.received.append(folder)
        return folder

    def make_void(self, result):
        facts = {"now": self.world.later(minutes=1), "by": RELEASER}
        incident = incidents.report(result.sitting, code="I40", source="staff", text="", happened_at=self.world.now,
                                    **facts)
        heard(incident, now=self.world.now, by=RELEASER)
        decision = incidents.decide(incident, decision="void_counting", reason="Notes.", **facts)
        incidents.confirm(incident, decision, now=self.world.now, by=actors.staff("second"))

    def reconciled(self, *more, folders=None) -> tuple[int, str]:
        keys = self.folder / "keys.json"
        keys.write_text(json.dumps({"keys": known_public_keys()}))
        command = [sys.executable, "-I", str(ROOT / "scripts" / "reconcile_results"), "--keys", str(keys),
                   *map(str, more), *map(str, folders or self.received)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def held(self, rows) -> Path:
        file = self.folder / "held.csv"
        file.write_text("sitting_id,record_sha256\n" + "".join(f"{one},{two}\n" for one, two in rows))
        return file


@pytest.fixture
def board(db_app, tmp_path, clock) -> Board:
    return Board(db_app, tmp_path, clock())


def records(folder: Path) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in (folder / "results.json").read_text().splitlines()]
    return [(row["sitting_id"], row["record_sha256"]) for row in rows]


def test_f22_exports_that_came_whole_are_well_also_from_csv_alone_and_after_a_new_key(board):
    board.release()
    first = board.export()
    make_key("2026-06-01")
    board.release(3)
    second = board.export()
    assert board.reconciled()[0] == 0
    for folder in (first, second):
        (folder / "results.json").unlink()
        (folder / "results.xlsx").unlink()
    status, words = board.reconciled("--held", board.held(
        [*((row["sitting_id"], row["record_sha256"]) for folder in (first, second)
           for row in csv.DictReader(io.StringIO((folder / "results.csv").read_text())))]))
    assert "2 exports received, 2 results count." in words and "not in your system" not in words
    assert status == 1 and words.count("The file results.json did not come with it.") == 2


def test_f22_every_kind_of_change_on_the_way_is_named(board):
    result = board.release()
    folder = board.export()
    whole = shutil.copytree(folder, board.folder / "whole")

    def said(name: str, before: bytes, after: bytes) -> str:
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        data = (folder / name).read_bytes()
        assert before in data
        (folder / name).write_bytes(data.replace(before, after))
        status, words = board.reconciled()
        assert status == 1
        return words

    assert "signature of its manifest does not fit" in said("manifest.json", b'"rows": 1', b'"rows": 9')
    signature = (whole / "manifest.sig").read_bytes()
    assert "signature of its manifest does not fit" in said("manifest.sig", signature, signature[::-1])
    words = said("results.json", b'"raw_score": 25', b'"raw_score": 24')
    assert f"{result.sitting_id}: Its row in export" in words and "results.json is not the one" in words
    assert "The chain of its releases breaks" in words and " 0 results count" in words
    assert "competencies.csv is not the one" in said("competencies.csv", b"C01", b"C02")
    assert "It has 0 rows and should have 1" in said("results.json", (whole / "results.json").read_bytes(), b"")


def test_f22_a_missing_export_a_doubled_row_and_a_void_result_are_told_apart(board):
    first, second = board.release(), None
    board.export()
    second = board.release(3)
    missing = board.export()
    third = board.release(20)
    board.make_void(first)
    board.export()
    status, words = board.reconciled()
    assert status == 0 and "void (1)" in words and f"  {first.sitting_id}: Its sitting became void" in words
    assert "2 results count" in words
    status, words = board.reconciled(folders=[one for one in board.received if one != missing])
    assert status == 1 and f"  {missing.name}: A later export builds on this one" in words
    everything = board.export(only_new=False)
    status, words = board.reconciled()
    assert status == 0 and "doubled (2)" in words
    status, words = board.reconciled(folders=[board.received[0], everything])  # who missed the note learns it still
    assert status == 0 and f"  {first.sitting_id}: Its sitting became void" in words
    counted = {sitting_id for sitting_id, _ in records(everything)}
    assert counted == {second.sitting_id, third.sitting_id}


def test_f22_both_sides_say_what_the_receiver_lacks(board):
    results = [board.release(), board.release(3), board.release(20)]
    rows = records(board.export())
    board.make_void(results[2])
    board.export()
    held = board.held([rows[0], (rows[1][0], "0" * 64), rows[2], ("nothing", "1" * 64)])
    status, words = board.reconciled("--held", held)
    assert status == 1 and f"  {rows[1][0]}: Your system holds another record" in words
    assert "in your system only (2)" in words and rows[0][0] not in words
    ended = board.app.test_cli_runner().invoke(args=["results", "receiver-lacks", str(held)])
    assert ended.exit_code == 1 and "3 differences." in ended.output and rows[0][0] not in ended.output
    assert f"{rows[1][0]}  The receiver holds another record" in ended.output
    assert f"{rows[2][0]}  The receiver holds it, and its sitting is void" in ended.output
    assert "nothing  The receiver holds it, and there is no such" in ended.output
    good = board.held(rows[:2])
    ended = board.app.test_cli_runner().invoke(args=["results", "receiver-lacks", str(good)])
    assert ended.exit_code == 0 and board.reconciled("--held", good)[0] == 0
    assert board.app.test_cli_runner().invoke(args=["results", "receiver-lacks", str(ROOT / "LICENSE")]).exit_code == 2


def test_f22_what_is_no_export_is_refused_in_words(board):
    (board.folder / "empty").mkdir()
    status, words = board.reconciled(folders=[board.folder / "empty"])
    assert status == 2 and "cannot be read as an export" in words and "Traceback" not in words


def test_f22_a_list_that_is_no_list_is_refused_and_named_and_one_out_of_a_spreadsheet_is_read(board):
    board.release()
    folder = board.export()
    for held in (folder / "results.xlsx", folder / "chain.csv"):
        status, words = board.reconciled("--held", str(held))
        assert (status, f"what your system holds, {held}, cannot be read" in words) == (2, True)
        ended = board.app.test_cli_runner().invoke(args=["results", "receiver-lacks", str(held)])
        assert ended.exit_code == 2 and "The list" in ended.output
    held = board.held(records(folder))
    held.write_bytes(b"\xef\xbb\xbf" + held.read_bytes())
    assert board.reconciled("--held", str(held))[0] == 0
