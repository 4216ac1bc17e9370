"""A disk that failed: nothing is acknowledged from then on, and the process ends so that a new one begins."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from exam.database.failed_disk import FailedDisk
from exam.database.group_commit import GroupCommit
from exam.database.turns import Turn
from exam.errors import NotSaved
from tests.support.building import ROOT


@pytest.fixture
def path(tmp_path) -> str:
    path = str(tmp_path / "kept.db")
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA journal_mode = wal; CREATE TABLE kept (n INTEGER PRIMARY KEY)")
    connection.close()
    return path


@pytest.mark.parametrize(("way", "refused"), [("save", "NotSaved"), ("action", "OperationalError")])
def test_f07_after_a_failed_write_the_process_acknowledges_nothing_and_ends(path, way, refused):
    command = [sys.executable, "-m", "tests.support.failing_disk", path, way]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    said = ended.stdout.split()
    assert ended.returncode == os.EX_IOERR, ended.stderr
    assert said[0] == refused and len(said) > 2 and set(said[1:]) == {"NotSaved"}, "the disk worked again, and yet"
    with sqlite3.connect(path) as connection:  # what a new process finds and may add to
        assert connection.execute("SELECT n FROM kept").fetchall() == [(0,)]
        connection.execute("INSERT INTO kept VALUES (1)")
    connection.close()


def test_f05_a_full_disk_does_not_end_the_process():
    disk = FailedDisk(end=lambda status: None, seconds=0)
    full, failed = sqlite3.OperationalError("full"), sqlite3.OperationalError("disk I/O error")
    full.sqlite_errorcode, full.sqlite_errorname = sqlite3.SQLITE_FULL, "SQLITE_FULL"
    failed.sqlite_errorcode, failed.sqlite_errorname = sqlite3.SQLITE_IOERR_FSYNC, "SQLITE_IOERR_FSYNC"
    assert not disk.look_at(full) and not disk.look_at(KeyError()) and disk.refuse_if_failed() is None
    assert disk.look_at(failed)
    with pytest.raises(NotSaved):
        disk.refuse_if_failed()


def test_f07_a_new_process_writes_the_log_into_the_file_before_its_first_save(path, tmp_path):
    with sqlite3.connect(path) as left_open:
        left_open.execute("INSERT INTO kept VALUES (1)")
        left_open.commit()
        writer = GroupCommit(lambda: sqlite3.connect(path, isolation_level=None, check_same_thread=False), Turn(path))
        writer.run(lambda connection: connection.execute("INSERT INTO kept VALUES (2)"))
        shutil.copy(path, tmp_path / "without-its-log.db")
        writer.close()
    left_open.close()
    with sqlite3.connect(tmp_path / "without-its-log.db") as found:
        assert found.execute("SELECT n FROM kept").fetchall() == [(1,)]
    found.close()
