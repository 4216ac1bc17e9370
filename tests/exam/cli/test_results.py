"""`flask results export`: a folder that is absent or whole, the same again when it is written again."""

import hashlib
import json

import pytest

from exam.actions import releases
from exam.cli import results as command
from exam.database import db
from exam.models import ResultsExport
from exam.rules import actors
from tests.factories import world as maker

WORDS = ("--recipient", "State office", "--reason", "weekly")


@pytest.fixture
def run(db_app, clock):
    """Runs `flask results ...` on a database that holds one released result."""
    world = maker.world(now=clock())
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("releaser"))
    runner = db_app.test_cli_runner()

    def run(*arguments) -> tuple[int, str]:
        ended = runner.invoke(args=["results", "export", *map(str, arguments)])
        return ended.exit_code, ended.output

    return run


def test_t33_an_export_is_written_whole_and_the_same_again(run, tmp_path):
    status, output = run(tmp_path / "one", *WORDS)
    assert status == 0 and "Wrote 1 results to" in output
    folder, = (tmp_path / "one").iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in manifest["files"]}
    assert digests == {name: file["sha256"] for name, file in manifest["files"].items()}
    assert sorted(digests) == ["chain.csv", "competencies.csv", "results.csv", "results.json", "results.xlsx"]
    status, _ = run(tmp_path / "two", "--again", manifest["export_id"])
    again, = (tmp_path / "two").iterdir()
    assert status == 0 and {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in again.iterdir()}
    assert db.session.query(ResultsExport).count() == 1
    assert run(tmp_path / "one", "--again", manifest["export_id"])[0] == 1
    status, output = run(tmp_path, "--only-new", *WORDS)
    assert (status, "There is nothing to export" in output) == (1, True)


def test_t33_a_folder_that_could_not_be_finished_is_not_there(run, tmp_path, monkeypatch):
    pieces = command.bytes_of

    def broken(export, name):
        if name == "results.json":
            raise OSError("the disk is full")
        return pieces(export, name)

    monkeypatch.setattr(command, "bytes_of", broken)
    assert run(tmp_path, *WORDS)[0] == 1
    assert list(tmp_path.iterdir()) == []


def test_an_export_wants_a_recipient_and_a_reason(run, tmp_path):
    status, output = run(tmp_path, "--recipient", "somebody")
    assert status == 2 and "--reason" in output
    assert run(tmp_path, "--again", "nothing")[0] == 1
    assert db.session.query(ResultsExport).count() == 0
