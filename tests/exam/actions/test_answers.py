"""Saving answers: idempotent, in any order, from any page, and never lost, on both databases."""

import random
from datetime import timedelta

import pytest

from exam.actions import sittings
from exam.actions.answers import save, where_it_stands
from exam.database import db
from exam.errors import NotFound
from exam.queries.journal import answers_digest
from exam.rules import actors
from exam.rules.answer_events import read_events
from tests.support.exam_days import journal

BY = actors.candidate("somebody")


@pytest.fixture
def sitting(day):
    return day.begun()


@pytest.fixture
def page(day, sitting):
    """The events that the page of this sitting would send."""
    return day.room(sitting)


def test_f23_the_same_event_sent_again_and_again_stands_once(day, sitting, page):
    replies = [save(sitting.id, 1, [page.event(1, 3), page.event(2, 4)], now=day.clock.now()) for _ in range(4)]
    assert {(reply.held, reply.digest, reply.standing) for reply in replies} == {
        (2, answers_digest(day.in_force(sitting)), "in_time")}
    assert [(row.seq, row.position) for row in journal(sitting)] == [(1, 3), (2, 4)]


def test_f24_an_older_event_that_comes_late_never_overrules_a_newer_one(day, sitting, page):
    save(sitting.id, 1, [page.event(9, 3, option=1)], now=day.clock.now())
    reply = save(sitting.id, 1, [page.event(4, 3, option=0)], now=day.clock.now())
    assert day.in_force(sitting) == {3: page.options[3][1]}
    assert (reply.held, reply.digest) == (9, answers_digest(day.in_force(sitting)))


def test_a_blank_never_erases(day, sitting, page):
    save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
    reply = save(sitting.id, 1, [page.event(2, 3, option=None, flagged=True)], now=day.clock.now())
    assert day.in_force(sitting) == {3: page.options[3][0]}
    assert reply.digest == answers_digest({3: page.options[3][0]})


def test_t19_what_an_older_lease_still_sends_is_kept_and_loses(day, sitting, page):
    save(sitting.id, 1, [page.event(1, 3, option=0)], now=day.clock.now())
    sittings.take_over(day.fresh(sitting), device=1, now=day.clock.now(), by=BY)
    save(sitting.id, 2, [page.event(1, 3, option=1)], now=day.clock.now())
    reply = save(sitting.id, 1, [page.event(2, 3, option=2), page.event(3, 5, option=2)], now=day.clock.now())
    assert (reply.standing, reply.in_force) == ("lost_lease", False)
    assert day.in_force(sitting) == {3: page.options[3][1], 5: page.options[5][2]}
    assert reply.digest == answers_digest(day.in_force(sitting))


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
    assert day.in_force(sitting) == model and reply.digest == answers_digest(model)
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
    assert day.in_force(sitting) == ({3: page.options[3][0]} if standing == "in_time" else {})
    assert reply.is_over == (standing == "late") and reply.seconds_left == (1 if after == -1 else 0)


def test_t22_what_comes_after_the_hand_in_is_kept_and_changes_nothing(day, sitting, page):
    save(sitting.id, 1, [page.event(1, 3)], now=day.clock.now())
    digest = day.handed_in(sitting).digest
    reply = save(sitting.id, 1, [page.event(2, 3, option=1), page.event(3, 4)], now=day.clock.now())
    assert (reply.standing, reply.state, reply.in_force) == ("closed", "submitted", False)
    assert [row.standing for row in journal(sitting)] == ["in_time", "closed", "closed"]
    assert day.in_force(sitting) == {3: page.options[3][0]}
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
    assert day.in_force(sitting) == {3: page.options[3][0], 5: page.options[5][0]}
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
    assert present.in_force and day.in_force(sitting).keys() == {3, 5}


def test_two_pages_that_number_alike_lose_nothing(day, sitting, page):
    """The defence: without `_keep_displaced` the second page's answers would fall under the first one's numbers."""
    save(sitting.id, 1, [page.event(1, 3), page.event(2, 4)], now=day.clock.now())
    other = [page.event(1, 7), page.event(2, 8)]
    replies = [save(sitting.id, 1, other, now=day.clock.now()) for _ in range(2)]
    assert day.in_force(sitting).keys() == {3, 4, 7, 8}
    assert [row.seq for row in journal(sitting)] == [1, 2, 3, 4]
    assert {reply.digest for reply in replies} == {answers_digest(day.in_force(sitting))}


def test_no_sitting_is_not_found(day):
    with pytest.raises(NotFound):
        save("nobody", 1, [], now=day.clock.now())
    with pytest.raises(NotFound):
        where_it_stands("nobody", 1, now=day.clock.now())
