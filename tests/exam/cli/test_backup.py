"""Backups: whole and checked while people work, readable by their owner alone, and never half a file."""

import os
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing

import pytest

from exam.app import create_app
from exam.database import backups, db
from exam.errors import ConfigurationError
from exam.models import Candidate
from exam.queries.chain import chain_head, first_bad_entry
from tests.factories import world as make
from tests.support.application import close
from tests.support.settings import settings_for


@pytest.fixture
def worked(db_app, clock):
    """An application whose database holds something."""
    clock.set(make.NOON)
    make.registered(make.program_only())
    db.session.rollback()
    return db_app


def backed_up(app, folder):
    return app.test_cli_runner().invoke(args=["backup", "make", str(folder)])


def test_f39_the_copy_is_whole_and_can_be_worked_with(worked, database_kind, databases, tmp_path):
    said = backed_up(worked, tmp_path / "copies")
    assert said.exit_code == 0, said.output
    [copy] = (tmp_path / "copies").iterdir()
    assert copy.name == "examhall-20260302-180000." + ("db" if database_kind == "sqlite" else "pgdump")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    number, sealed = chain_head()
    assert f"{number}:{sealed}" in said.output
    restored = create_app(settings_for(restore(copy, database_kind, databases, tmp_path), tmp_path))
    with restored.app_context():
        assert first_bad_entry({number: sealed}) == (number, None)
        assert db.session.query(Candidate).count() == 1
        db.session.remove()
    close(restored)


def restore(copy, kind, databases, tmp_path) -> str:
    """The address of a database that was put back from the copy."""
    if kind == "sqlite":
        return f"sqlite:///{shutil.copy(copy, tmp_path / 'restored.db')}"
    url = databases.new("postgresql", migrated=False)
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    subprocess.run(["pg_restore", "--no-owner", f"--dbname={plain}", str(copy)], check=True, capture_output=True)
    return url


def test_what_others_are_writing_is_not_waited_for_and_not_half_in_it(databases, tmp_path, clock):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, CLOCK=clock))
    with app.app_context():
        make.program_only()
        db.session.rollback()
        path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO try_count VALUES ('x', 1, 1)")
            backups.copy_database(db.engine, tmp_path / "copy.db")
            writer.execute("COMMIT")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM try_count").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM program_version").fetchone() == (1,)
    assert not list(tmp_path.glob("copy.db-*")) and not list(tmp_path.glob(".copy*"))
    close(app)


def test_a_copy_that_is_not_whole_is_thrown_away(databases, tmp_path):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path))
    with app.app_context():
        with closing(sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))) as careless:
            careless.execute("INSERT INTO log_in (id_hash, account_id, began_at) VALUES ('x', 'nobody', 1)")
            careless.commit()
        with pytest.raises(ConfigurationError, match="not whole"):
            backups.copy_database(db.engine, tmp_path / "copy.db")
    assert not list(tmp_path.glob("*copy*"))
    close(app)


def test_nothing_is_overwritten(worked, tmp_path):
    assert backed_up(worked, tmp_path).exit_code == 0
    again = backed_up(worked, tmp_path)
    assert again.exit_code == 1 and "exists already" in again.output


def test_without_pg_dump_it_says_what_to_do(databases, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    app = create_app(settings_for(databases.new("postgresql"), tmp_path))
    with app.app_context():
        answer = backed_up(app, tmp_path / "copies")
        assert answer.exit_code == 1 and "pg_dump was not found" in answer.output
        assert os.listdir(tmp_path / "copies") == []
        db.session.remove()
    close(app)
