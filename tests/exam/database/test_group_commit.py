"""The writer of saves: what is answered is on disk, one bad save costs no other, and writers take turns."""

import sqlite3
import threading

import pytest

from exam.database import db, transaction, upkeep
from exam.database.checkpoints import checkpoint
from exam.database.group_commit import GroupCommit, writer_of
from exam.database.turns import DUE_AFTER, Turn, turn_of
from exam.errors import NotSaved
from exam.rules import actors
from tests.support.clocks import FIRST_INSTANT
from tests.support.databases import ONE_KIND

BY = actors.system("test")


@pytest.fixture
def path(tmp_path) -> str:
    path = str(tmp_path / "group.db")
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA journal_mode = wal; CREATE TABLE kept (n INTEGER PRIMARY KEY)")
    connection.close()
    return path


@pytest.fixture
def writer(path):
    def connect():
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    writer = GroupCommit(connect, Turn(path))
    yield writer
    writer.close()


def keeping(number):
    return lambda connection: connection.execute("INSERT INTO kept VALUES (?)", (number,)).rowcount


def kept(path) -> list[int]:
    connection = sqlite3.connect(path)
    numbers = [number for number, in connection.execute("SELECT n FROM kept ORDER BY n")]
    connection.close()
    return numbers


def all_at_once(writer, works):
    """Every work waits in the queue before the writer may begin, so that they share one commit."""
    outcomes = {}

    def hand_in(number, work):
        try:
            outcomes[number] = writer.run(work)
        except Exception as trouble:
            outcomes[number] = type(trouble)

    threads = [threading.Thread(target=hand_in, args=entry) for entry in enumerate(works)]
    with writer._turn:
        for thread in threads:
            thread.start()
        while writer._queue.qsize() < len(works) - 1:
            threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    return outcomes


def test_many_share_one_commit_and_each_gets_its_own_answer(writer, path):
    commits = []
    connect = writer._connect

    def noting():
        connection = connect()
        connection.set_trace_callback(lambda statement: commits.append(statement) if statement == "COMMIT" else None)
        return connection

    writer._connect = noting
    assert all_at_once(writer, [keeping(number) for number in range(20)]) == dict.fromkeys(range(20), 1)
    assert kept(path) == list(range(20)) and len(commits) <= 2


def test_one_that_fails_costs_the_others_nothing(writer, path):
    def broken(_connection):
        raise KeyError("a mistake")

    works = [keeping(1), broken, keeping(2), keeping(1), keeping(3)]
    outcomes = list(all_at_once(writer, works).values())
    assert outcomes.count(KeyError) == 1 and outcomes.count(sqlite3.IntegrityError) == 1
    assert kept(path) == [1, 2, 3]


def test_f07_after_an_error_of_the_disk_the_connection_is_never_used_again(writer, path):
    opened = []
    connect = writer._connect
    writer._connect = lambda: opened.append(1) or connect()
    writer.run(keeping(1))

    def failing(_connection):
        raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises(NotSaved):
        writer.run(failing)
    writer.run(keeping(2))
    assert kept(path) == [1, 2] and len(opened) == 2


def test_f05_no_connection_no_acknowledgement(writer):
    def refuse():
        raise sqlite3.OperationalError("unable to open database file")

    writer._connect = refuse
    with pytest.raises(NotSaved):
        writer.run(keeping(1))


def test_a_writer_that_was_closed_starts_again(writer, path):
    writer.run(keeping(1))
    writer.close()
    writer.run(keeping(2))
    assert kept(path) == [1, 2]


def test_f09_an_action_waits_for_its_turn_and_nobody_polls(db_app, database_kind):
    if database_kind == "postgresql":
        assert turn_of(db.engine).__enter__() is None
        return
    done = threading.Event()

    def act():
        with db_app.app_context(), transaction("nothing", by=BY, now=FIRST_INSTANT) as entry:
            entry.about("test", "1")
        done.set()

    acting = threading.Thread(target=act)
    with turn_of(db.engine):
        acting.start()
        assert not done.wait(0.2)
    acting.join(10)
    assert done.is_set()


def test_a_save_inside_an_action_is_a_mistake_that_shows_at_once(db_app, database_kind):
    if database_kind == "postgresql":
        assert writer_of(db.engine).run(lambda connection: 7) == 7  # there each has a connection of its own
        return
    with pytest.raises(RuntimeError, match="wait for itself"):
        with transaction("nothing", by=BY, now=FIRST_INSTANT):
            writer_of(db.engine).run(lambda connection: None)
    with pytest.raises(RuntimeError, match="wait for itself"):
        with transaction("nothing", by=BY, now=FIRST_INSTANT):
            checkpoint(db.engine)


def test_a_checkpoint_that_fails_stops_no_save(writer, path, monkeypatch):
    def failing(*_facts):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("exam.database.group_commit.checkpoint_in_turn", failing)
    writer._turn.since_checkpoint = DUE_AFTER
    writer.run(keeping(1))
    writer.run(keeping(2))
    assert kept(path) == [1, 2]


def test_m1_a_checkpoint_waits_for_whoever_writes_in_any_process(db_app, database_kind):
    if database_kind == "postgresql":
        assert checkpoint(db.engine)
        return
    other_process = Turn(turn_of(db.engine).path)  # a file lock of its own, as another process has
    done, engine = threading.Event(), db.engine
    checking = threading.Thread(target=lambda: checkpoint(engine) and done.set())
    with other_process:
        checking.start()
        assert not done.wait(0.2)
    checking.join(10)
    assert done.is_set()


def test_m1_a_checkpoint_moves_the_log_into_the_file_and_waits_for_no_reader(db_app, database_kind):
    if database_kind == "postgresql":
        assert checkpoint(db.engine)
        return
    with transaction("nothing", by=BY, now=FIRST_INSTANT) as entry:
        entry.about("test", "1")
    db.session.remove()
    assert checkpoint(db.engine)
    with db.engine.connect() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM audit_entry").scalar()
        with transaction("nothing", by=BY, now=FIRST_INSTANT) as entry:
            entry.about("test", "2")
        db.session.remove()
        assert not checkpoint(db.engine)
    assert checkpoint(db.engine)


def test_m1_the_writer_checkpoints_when_enough_was_written(db_app, database_kind):
    turn = turn_of(db.engine)
    if database_kind == "postgresql":
        assert writer_of(db.engine).wake() is None
        return
    turn.since_checkpoint = DUE_AFTER
    with transaction("nothing", by=BY, now=FIRST_INSTANT) as entry:
        entry.about("test", "1")
    writer_of(db.engine).run(lambda connection: None)
    assert turn.since_checkpoint < 5


@ONE_KIND
def test_an_engine_that_gave_its_connections_back_keeps_its_turn(db_app):
    turn = turn_of(db.engine)
    db.engine.dispose()
    assert turn_of(db.engine) is turn
    with upkeep("a test"), pytest.raises(RuntimeError, match="wait for itself"):
        writer_of(db.engine).run(lambda connection: None)
