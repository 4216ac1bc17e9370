"""An exam over several days is shown in parts, and what was shown on one day takes no answer on the next (C20)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exam.actions import accommodations, sittings, time
from exam.database import db
from exam.models import Incident, Sitting
from exam.rules import actors
from exam.rules.incident_facts import sentences_of
from exam.rules.parts import LOCKED, PART, part_end
from tests.factories import world as maker
from tests.support.exam_days import journal

BY = actors.candidate("somebody")
STAFF = actors.staff("officer")


def grant(day, sitting: Sitting, *codes: str) -> None:
    accommodations.grant(sitting.candidate, codes=list(codes), break_count=0, break_minutes=0, reason="Agreed.",
                         offered=codes, now=day.clock.now(), by=STAFF)


@pytest.fixture
def sitting(day) -> Sitting:
    row = maker.registered(day.world)
    grant(day, row, "multi-day")
    maker.begun(day.world, row)
    db.session.commit()
    return row


@pytest.fixture
def room(day, sitting):
    return day.room(sitting)


def go_on(day, sitting: Sitting, **later):
    """Pause, come back so much later with a fresh code, and enter the room."""
    row = day.fresh(sitting)
    sittings.pause(row, kind="proctor", now=day.clock.now(), by=STAFF)
    day.clock.set(day.clock.now() + timedelta(**later))
    code = sittings.show_new_code(row.nominations[-1], "resume", now=day.clock.now(), by=BY)
    sittings.resume(row, typed_code=code.shown(day.world.secrets), secrets=day.world.secrets, now=day.clock.now(),
                    by=BY)
    return day.room(row)


def shown_in(page: str) -> int:
    return page.count('class="usa-fieldset eh-question"')


def test_c20_questions_are_shown_in_parts_and_more_of_them_when_the_candidate_asks(day, room, sitting):
    page = room.page()
    assert shown_in(page) == PART and "Question 1 of 25" in page and "10 of 25 questions are shown so far" in page
    assert "Answer them before you stop for today" in " ".join(page.split())
    assert room.options[PART + 1][0] not in page and "look over and hand in</button>" not in page
    assert room.client.get("/room/review").location == "/room"
    assert room.post("answers", then="more").location.endswith("/room/more")
    assert "About 10 more questions are shown." in room.client.get("/room/more").get_data(as_text=True)
    assert room.post("more").location.endswith("/room#question-11")
    assert shown_in(room.page()) == 2 * PART and "data-locked" not in room.page()
    refused = room.post("hand-in")
    assert refused.status_code == 409 and "have not been shown yet" in refused.get_data(as_text=True)
    room.post("more")
    assert shown_in(room.page()) == 25 and room.client.get("/room/more").location == "/room"
    assert room.client.get("/room/review").status_code == 200


def test_c20_what_was_shown_on_an_earlier_day_takes_no_more_answers_from_any_page(day, room, sitting):
    room.post("answers", **{"choice-1": room.options[1][0], "flag-1": "1", "choice-2": room.options[2][0]})
    before = day.in_force(sitting)
    room = go_on(day, sitting, days=1)
    page = room.page()
    assert page.count("data-locked disabled") == PART and shown_in(page) == 2 * PART
    assert "Questions 1 to 10 were shown on an earlier day and are locked" in " ".join(page.split())
    reply = room.save(room.event(1, 1, 1), room.event(2, 3), room.event(3, 11), lease=2)
    assert reply.status_code == 400 and reply.json["held"] == 3
    assert reply.json["refused"] == [{"seq": seq, "sentence": LOCKED} for seq in (1, 2)]
    assert day.in_force(sitting) == before | {11: room.options[11][0]}
    assert [event.standing for event in journal(sitting) if event.lease == 2] == ["late", "late", "in_time"]
    assert reply.json["digest"] == room.facts()["digest"]
    room.post("answers", **{"choice-4": room.options[4][0], "choice-12": room.options[12][0]})
    assert day.in_force(sitting) == before | {11: room.options[11][0], 12: room.options[12][0]}


def test_c20_what_two_pages_number_alike_is_locked_as_well(day, room, sitting):
    room = go_on(day, sitting, days=1)
    room.save(room.event(1, 11), lease=2)
    assert room.save(room.event(1, 1), lease=2).json["refused"] == [{"seq": 1, "sentence": LOCKED}]
    assert day.in_force(sitting) == {11: room.options[11][0]}
    assert {event.standing for event in journal(sitting) if event.position == 1} == {"late"}


def test_c20_a_page_without_scripts_does_not_send_what_is_locked(day, room, sitting):
    room.post("answers", **{"choice-1": room.options[1][0], "flag-1": "1"})
    room = go_on(day, sitting, days=1)
    answer = room.post("answers", **{"choice-11": room.options[11][0]})
    assert answer.location.endswith("/room")
    assert len([event for event in journal(sitting) if event.lease == 2]) == 1


def test_c20_a_pause_on_the_same_day_locks_nothing_and_locked_blanks_do_not_stop_the_hand_in(day, room, sitting):
    room = go_on(day, sitting, minutes=30)
    assert "data-locked" not in room.page() and shown_in(room.page()) == PART
    room = go_on(day, sitting, days=1)
    room.post("more")
    room.post("answers", **{f"choice-{position}": room.options[position][0] for position in range(PART + 1, 26)})
    assert room.post("hand-in").status_code == 303
    assert day.fresh(sitting).state == "submitted"


def test_c20_any_other_exam_is_shown_whole_and_several_days_are_not_brought_into_a_running_one(day):
    other = day.begun()
    grant(day, other, "multi-day")
    time.change_limit(other, code="none", break_count=0, break_minutes=0, now=day.clock.now(), by=STAFF)
    assert (other.room_codes, other.shown_through) == ([], None)
    page = go_on(day, other, days=1).page()
    assert shown_in(page) == 25 and "data-locked" not in page


def test_c20_a_part_never_cuts_the_questions_that_share_a_text():
    sets = [""] * 8 + ["a"] * 4 + ["b"] * 2 + [""] * 11
    assert [part_end(sets, after) for after in (0, 12, 22, 25)] == [12, 22, 25, 25]
    assert part_end(["a"] * 15, 0) == 15


@pytest.mark.parametrize(("granted", "hours", "held"), [((), 16, True), ((), 2, False), (("multi-day",), 16, False)])
def test_a_night_that_nobody_arranged_is_looked_at_before_a_result_and_a_pause_past_midnight_is_none(
        day, granted, hours, held):
    row = maker.registered(day.world)
    if granted:
        grant(day, row, *granted)
    day.clock.set(day.clock.now() + timedelta(hours=11))  # eleven in the evening on the board's clocks
    maker.begun(replace(day.world, now=day.clock.now()), row)
    go_on(day, row, hours=hours)
    found = db.session.query(Incident).filter_by(sitting_id=row.id).all()
    assert [(one.code, one.effect, one.source) for one in found] == [("I70", "hold", "system")] * held
    assert all("paused over a night" in " ".join(sentences_of(one.facts)) for one in found)
