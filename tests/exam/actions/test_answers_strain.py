"""Saving answers under strain: several servers, many threads, a hand-in amid saves, a database that takes nothing."""

import random
import threading

import pytest
from sqlalchemy import event

from exam.actions import answers
from exam.actions.answers import save, where_it_stands
from exam.database import db
from exam.database.group_commit import OwnCommit, writer_of
from exam.errors import NotSaved
from exam.models import AnswerEvent
from exam.queries.held import Memory
from exam.queries.journal import answers_digest, answers_in_force
from exam.rules import actors
from tests.factories import world as maker
from tests.support.exam_days import journal

BY = actors.candidate("somebody")


@pytest.fixture
def sitting(day):
    return day.begun()


@pytest.fixture
def page(day, sitting):
    """The events that the page of this sitting would send."""
    return day.room(sitting)


def test_several_servers_stay_right_about_what_is_in_force(day, sitting, page, monkeypatch):
    servers = [Memory(), Memory(), Memory(most=1)]
    chance = random.Random(7)
    for seq in range(1, 31):
        monkeypatch.setattr(answers, "MEMORY", chance.choice(servers))
        reply = save(sitting.id, 1, [page.event(seq, chance.randint(1, 25), option=chance.randint(0, 3))],
                     now=day.clock.now())
        assert (reply.digest, reply.held) == (answers_digest(day.in_force(sitting)), seq)
    assert where_it_stands(sitting.id, 1, now=day.clock.now()).digest == reply.digest


class Counting:
    """A driver's connection that notes each statement."""

    def __init__(self, connection, statements: list[str]):
        self.connection, self.statements = connection, statements

    def __getattr__(self, name):
        def noted(statement, *values):
            self.statements.append(statement)
            return getattr(self.connection, name)(statement, *values)
        return noted


def test_once_warm_a_save_reads_nothing_and_writes_in_one_or_two_statements(day, sitting, page, monkeypatch):
    save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
    written, read, writer = [], [], writer_of(db.engine)
    honest = writer.run
    monkeypatch.setattr(writer, "run", lambda work: honest(lambda connection: work(Counting(connection, written))))
    event.listen(db.engine, "before_cursor_execute", lambda *facts: read.append(facts[2]))
    save(sitting.id, 1, [page.event(2, 4)], now=day.clock.now())
    assert read == []
    assert [statement.split()[0] for statement in written] == (["WITH"] if day.kind == "postgresql"
                                                               else ["UPDATE", "INSERT"])


def test_many_threads_lose_nothing_and_every_reply_is_true(day, page, sitting):
    others = [day.begun() for _ in range(3)]
    rooms = [page, *(day.room(other) for other in others)]
    wrong = []

    def keep_saving(room, first_seq):
        with day.app.app_context():
            for seq in range(first_seq, first_seq + 20):
                reply = save(room.sitting_id, 1, [room.event(seq, seq % 25 + 1)], now=day.clock.now())
                if reply.held < seq or reply.standing != "in_time":
                    wrong.append((room.sitting_id, seq, reply))

    threads = [threading.Thread(target=keep_saving, args=(room, first)) for room in rooms for first in (1, 101)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    for room in rooms:
        db.session.rollback()
        assert db.session.query(AnswerEvent).filter_by(sitting_id=room.sitting_id).count() == 40
        stands = where_it_stands(room.sitting_id, 1, now=day.clock.now())
        assert stands.digest == answers_digest(answers_in_force(room.sitting_id))


def test_a_hand_in_amid_saves_holds_exactly_what_counts(day, page, sitting):
    standings, ready = {}, threading.Event()

    def keep_saving():
        with day.app.app_context():
            for seq in range(1, 26):
                standings[seq] = save(page.sitting_id, 1, [page.event(seq, seq)], now=day.clock.now()).standing
                if seq == 8:
                    ready.set()

    saver = threading.Thread(target=keep_saving)
    saver.start()
    ready.wait(20)
    submission = day.handed_in(sitting)
    saver.join()
    counted = {str(seq) for seq, standing in standings.items() if standing == "in_time"}
    assert {position for position, choice in submission.answers.items() if choice} == counted
    assert set(standings.values()) <= {"in_time", "closed"} and len(journal(sitting)) == 25


def test_f11_a_restarted_server_costs_no_save(day, sitting, page):
    if day.kind == "postgresql":
        save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
        with db.engine.connect() as other:
            for connection, _ in writer_of(db.engine)._idle:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({connection.info.backend_pid})")
    else:
        writer_of(db.engine).close()
    assert save(sitting.id, 1, [page.event(2, 4)], now=day.clock.now()).held == 2


def test_f05_a_database_that_takes_nothing_acknowledges_nothing(day, sitting, page, monkeypatch):
    save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
    writer = writer_of(db.engine)
    writer.close()
    honest = writer._connect

    def full():
        connection = honest()
        if day.kind == "sqlite":
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
        else:
            connection.execute("SET default_transaction_read_only = on")
        return connection

    monkeypatch.setattr(writer, "_connect", full)
    refused = 0
    for seq in range(2, 200):
        batch = [page.event(1000 * seq + number, 4) for number in range(100)]
        try:
            save(sitting.id, 1, batch, now=day.clock.now())
        except NotSaved:
            refused = seq
            break
    assert refused
    assert max(row.seq for row in journal(sitting)) < 1000 * refused
    monkeypatch.setattr(writer, "_connect", honest)
    writer.close()
    assert save(sitting.id, 1, [page.event(1_000_000, 5)], now=day.clock.now()).held == 1_000_000



def test_f24_the_world_of_the_stories_agrees_with_the_journal(day, page, sitting):
    maker.answered(day.world, day.fresh(sitting))
    reply = where_it_stands(sitting.id, 1, now=day.clock.now())
    assert (reply.held, reply.digest) == (25, answers_digest(day.in_force(sitting)))


class Standby:
    """A connection whose server gave up waiting for its second copy, as PostgreSQL says it: by a warning alone."""

    closed = False

    def add_notice_handler(self, handler) -> None:
        self.handler = handler

    def close(self) -> None:
        self.closed = True


def test_f13_a_commit_that_only_one_copy_has_is_not_acknowledged():
    class Errors:
        OperationalError = InterfaceError = InternalError = OSError

    connection = Standby()
    writer = OwnCommit(lambda: connection, Errors)
    with pytest.raises(NotSaved):
        writer.run(lambda used: used.handler("canceling wait for synchronous replication"))
    assert connection.closed
