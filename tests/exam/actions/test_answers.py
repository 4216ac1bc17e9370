"""Saving answers: idempotent, in any order, from any page, and never lost, on both databases."""

import random
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event

from exam.actions import answers, sittings
from exam.actions.answers import save, where_it_stands
from exam.database import db
from exam.database.group_commit import writer_of
from exam.errors import NotFound, NotSaved
from exam.models import AnswerEvent
from exam.queries.held import Memory
from exam.queries.journal import answers_digest, answers_in_force
from exam.rules import actors
from exam.rules.answer_events import read_events
from tests.factories import world as maker

BY = actors.candidate("somebody")


@pytest.fixture
def sitting(day):
    return day.begun()


@pytest.fixture
def page(day, sitting):
    """The events that the page of this sitting would send."""
    return day.room(sitting)


def journal(sitting) -> list[AnswerEvent]:
    db.session.rollback()
    rows = db.session.query(AnswerEvent).filter_by(sitting_id=sitting.id)
    return rows.order_by(AnswerEvent.lease, AnswerEvent.seq).populate_existing().all()


def handed_in(day, sitting):
    """By the clock, which asks for no complete answers."""
    sitting = day.fresh(sitting)
    assert sittings.submit_at_deadline(sitting, now=sitting.deadline_at + timedelta(minutes=1), by=BY)
    return sitting.submission


def in_force(sitting) -> dict[int, str]:
    db.session.rollback()
    return answers_in_force(sitting.id)


def test_f23_the_same_event_sent_again_and_again_stands_once(day, sitting, page):
    replies = [save(sitting.id, 1, [page.event(1, 3), page.event(2, 4)], now=day.clock.now()) for _ in range(4)]
    assert {(reply.held, reply.digest, reply.standing) for reply in replies} == {
        (2, answers_digest(in_force(sitting)), "in_time")}
    assert [(row.seq, row.position) for row in journal(sitting)] == [(1, 3), (2, 4)]


def test_f24_an_older_event_that_comes_late_never_overrules_a_newer_one(day, sitting, page):
    save(sitting.id, 1, [page.event(9, 3, option=1)], now=day.clock.now())
    reply = save(sitting.id, 1, [page.event(4, 3, option=0)], now=day.clock.now())
    assert in_force(sitting) == {3: page.options[3][1]}
    assert (reply.held, reply.digest) == (9, answers_digest(in_force(sitting)))


def test_a_blank_never_erases(day, sitting, page):
    save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
    reply = save(sitting.id, 1, [page.event(2, 3, option=None, flagged=True)], now=day.clock.now())
    assert in_force(sitting) == {3: page.options[3][0]}
    assert reply.digest == answers_digest({3: page.options[3][0]})


def test_t19_what_an_older_lease_still_sends_is_kept_and_loses(day, sitting, page):
    save(sitting.id, 1, [page.event(1, 3, option=0)], now=day.clock.now())
    sittings.take_over(day.fresh(sitting), device=1, now=day.clock.now(), by=BY)
    save(sitting.id, 2, [page.event(1, 3, option=1)], now=day.clock.now())
    reply = save(sitting.id, 1, [page.event(2, 3, option=2), page.event(3, 5, option=2)], now=day.clock.now())
    assert (reply.standing, reply.in_force) == ("lost_lease", False)
    assert in_force(sitting) == {3: page.options[3][1], 5: page.options[5][2]}
    assert reply.digest == answers_digest(in_force(sitting))


def test_t19_t23_a_thousand_events_in_random_order_end_as_the_model_says(day, sitting, page):
    chance = random.Random(20260302)
    for _ in range(2):
        sittings.take_over(day.fresh(sitting), device=1, now=day.clock.now(), by=BY)
    sent = [(lease, page.event(seq, chance.randint(1, 25), option=chance.choice([0, 1, 2, 3, None])))
            for lease in (1, 2, 3) for seq in range(1, 101)]
    waiting = [entry for entry in sent for _ in range(chance.randint(1, 3))]
    chance.shuffle(waiting)
    while waiting:
        lease = waiting[0][0]
        batch = [entry for entry in waiting[:8] if entry[0] == lease]
        waiting = [entry for entry in waiting[:8] if entry[0] != lease] + waiting[8:]
        reply = save(sitting.id, lease, [single for _, single in batch], now=day.clock.now())
    model = {}
    for _, single in sorted(sent, key=lambda entry: (entry[0], entry[1]["seq"])):
        if single["choice"]:
            model[single["position"]] = single["choice"]
    assert in_force(sitting) == model and reply.digest == answers_digest(model)
    assert [(row.lease, row.seq, row.position, row.choice) for row in journal(sitting)] == [
        (lease, single["seq"], single["position"], single["choice"]) for lease, single in sent]


@pytest.mark.parametrize(("after", "standing"), [(-1, "in_time"), (1, "in_time"), (10, "in_time"), (10.001, "late"),
                                                 (86_400, "late")])
def test_t22_what_comes_after_the_grace_is_kept_and_marked_and_does_not_count(day, page, sitting, after, standing):
    sitting.limit_seconds = 3600
    sitting.reckon()
    db.session.commit()
    reply = save(sitting.id, 1, [page.event(1, 3)], now=sitting.deadline_at + timedelta(seconds=after))
    assert (reply.standing, journal(sitting)[0].standing, reply.held) == (standing, standing, 1)
    assert in_force(sitting) == ({3: page.options[3][0]} if standing == "in_time" else {})
    assert reply.is_over == (standing == "late") and reply.seconds_left == (1 if after == -1 else 0)


def test_t22_what_comes_after_the_hand_in_is_kept_and_changes_nothing(day, sitting, page):
    save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
    digest = handed_in(day, sitting).digest
    reply = save(sitting.id, 1, [page.event(2, 3, option=1), page.event(3, 4)], now=day.clock.now())
    assert (reply.standing, reply.state, reply.in_force) == ("closed", "submitted", False)
    assert [row.standing for row in journal(sitting)] == ["in_time", "closed", "closed"]
    assert in_force(sitting) == {3: page.options[3][0]}
    assert day.fresh(sitting).submission.digest == digest


def test_a_pause_keeps_what_was_on_its_way_and_says_what_time_is_left(day, page, sitting):
    sitting.limit_seconds, sitting.break_count, sitting.break_seconds = 3600, 1, 300
    sitting.reckon()
    db.session.commit()
    day.clock.advance(minutes=10)
    sittings.pause(day.fresh(sitting), kind="break", now=day.clock.now(), by=BY)
    reply = save(sitting.id, 1, [page.event(1, 3)], now=day.clock.advance(minutes=3))
    assert (reply.standing, reply.state, reply.seconds_left, reply.in_force) == ("in_time", "paused", 3000, True)


BAD = [({"position": 99}, "not part of this exam"), ({"choice": "aaaaaaaa"}, "not part of this exam"),
       ({"choice": "b"}, "not part of this exam"), ({"choice": " 1= "}, "option ids"), ({"choice": 7}, "option ids"),
       ({"choice": "x" * 41}, "option ids"), ({"seq": 0}, "seq"), ({"seq": True}, "seq"), ({"seq": 2**40}, "seq"),
       ({"position": "3"}, "position"), ({"flagged": 1}, "flagged")]


def test_t28_a_bad_event_is_refused_with_a_sentence_and_its_neighbours_are_kept(day, sitting, page):
    for number, (change, sentence) in enumerate(BAD):
        first = 3 * number + 1
        batch = [page.event(first, 3), {**page.event(first + 1, 4), **change}, page.event(first + 2, 5)]
        reply = save(sitting.id, 1, batch, now=day.clock.now())
        assert len(reply.refused) == 1 and sentence in reply.refused[0].sentence, change
        assert reply.held == first + 2
    assert in_force(sitting) == {3: page.options[3][0], 5: page.options[5][0]}
    assert len(journal(sitting)) == 2 * len(BAD)


def test_what_is_no_event_at_all_is_refused_and_a_mad_stopwatch_costs_no_answer():
    fit, unfit = read_events([None, 7, [], {"seq": 1, "position": 1, "choice": None, "flagged": False, "elapsed": -5},
                              {"seq": 2, "position": 1, "choice": None, "elapsed": 10**12}])
    assert len(unfit) == 3 and [(event.seq, event.elapsed_ms) for event in fit] == [(1, 0), (2, 2_000_000_000)]


def test_t26_no_page_can_claim_a_lease_that_was_never_given(day, sitting, page):
    for lease, device in ((2, 1), (0, 1), (10**6, 1)):
        reply = save(sitting.id, lease, [page.event(1, 3)], now=day.clock.now(), device=device)
        assert len(reply.refused) == 1 and "Load the page again" in reply.refused[0].sentence and not reply.in_force
    assert journal(sitting) == []


def test_t26_a_device_that_was_left_behind_may_only_add_to_its_own_past(day, sitting, page):
    code = sittings.show_new_code(sitting.nominations[-1], "takeover", now=day.clock.now(), by=BY)
    sittings.take_over_device(day.fresh(sitting), typed_code=code.shown(day.world.secrets),
                              secrets=day.world.secrets, now=day.clock.now(), by=BY)
    past = save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now(), device=1)
    stolen = save(sitting.id, 2, [page.event(1, 4)], now=day.clock.now(), device=1)
    present = save(sitting.id, 2, [page.event(1, 5)], now=day.clock.now(), device=2)
    assert (past.standing, past.in_force, len(past.refused)) == ("lost_lease", False, 0)
    assert (stolen.in_force, len(stolen.refused)) == (False, 1)
    assert present.in_force and in_force(sitting).keys() == {3, 5}


def test_two_pages_that_number_alike_lose_nothing(day, sitting, page):
    """The defence: without `_keep_displaced` the second page's answers would fall under the first one's numbers."""
    save(sitting.id, 1, [page.event(1, 3), page.event(2, 4)], now=day.clock.now())
    other = [page.event(1, 7), page.event(2, 8)]
    replies = [save(sitting.id, 1, other, now=day.clock.now()) for _ in range(2)]
    assert in_force(sitting).keys() == {3, 4, 7, 8}
    assert [row.seq for row in journal(sitting)] == [1, 2, 3, 4]
    assert {reply.digest for reply in replies} == {answers_digest(in_force(sitting))}


def test_no_sitting_is_not_found(day):
    with pytest.raises(NotFound):
        save("nobody", 1, [], now=day.clock.now())
    with pytest.raises(NotFound):
        where_it_stands("nobody", 1, now=day.clock.now())


def test_several_servers_stay_right_about_what_is_in_force(day, sitting, page, monkeypatch):
    servers = [Memory(), Memory(), Memory(most=1)]
    chance = random.Random(7)
    for seq in range(1, 31):
        monkeypatch.setattr(answers, "MEMORY", chance.choice(servers))
        reply = save(sitting.id, 1, [page.event(seq, chance.randint(1, 25), option=chance.randint(0, 3))],
                     now=day.clock.now())
        assert (reply.digest, reply.held) == (answers_digest(in_force(sitting)), seq)
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
    submission = handed_in(day, sitting)
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
    assert (reply.held, reply.digest) == (25, answers_digest(in_force(sitting)))
