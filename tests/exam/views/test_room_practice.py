"""A practice exam in the room: the same pages, and at the end what was right and why; never for a real exam."""

import pytest

from exam.actions import exam_forms, items, sittings
from exam.database import db
from exam.errors import NotAllowed, Refused
from exam.models import Incident, Item, Letter, Sitting
from exam.queries.practice import practice_outcome
from exam.rules import actors
from tests.factories import world as maker
from tests.support.exam_days import with_canaries

BY = actors.candidate("somebody")


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def sitting(day) -> Sitting:
    """A practice sitting over three practice questions whose key is b."""
    numbers = [next(maker.NUMBERS) for _ in range(3)]
    contents = [with_canaries(maker.item_content(f"practice-{number}", use="practice")) for number in numbers]
    now = day.clock.now()
    items.import_items(contents, now=now, by=maker.AUTHOR)
    rows = db.session.query(Item).filter(Item.code.in_([content.code for content in contents])).all()
    items.approve_imported(rows, note="", now=now, by=maker.REVIEWER)
    form = exam_forms.keep_draft(day.world.version, [(row, True) for row in rows], code=f"P{numbers[0]}", seed=1,
                                 purpose="practice", now=now, by=maker.AUTHOR)
    sitting = Sitting(purpose="practice", candidate_id=maker.candidate().id, program_version_id=day.world.version.id,
                      exam_form_id=form.id, registered_at=now)
    sitting.exam_form, sitting.program_version = form, day.world.version
    return sittings.begin_practice(sitting, now=now, by=BY)


def right_choice(sitting, position: int) -> str:
    return next(opaque for opaque, option in sitting.positions[position - 1].options if option == "b")


def test_c23_the_end_says_that_it_was_practice_how_many_were_right_and_why(day, sitting):
    room = day.room(sitting)
    assert "practice exam" in room.page() and "RATIONALE-CANARY" not in room.page()
    wrong = next(opaque for opaque in room.options[2] if opaque != right_choice(day.fresh(sitting), 2))
    room.post("answers", **{"choice-1": right_choice(sitting, 1), "choice-2": wrong})
    room.post("hand-in")
    page = room.page()
    assert "1 of 3 answers were right" in page and "Nothing of it goes to the board" in page
    assert page.count("RATIONALE-CANARY") == 3 and "End code" not in page


def test_t36_a_question_that_came_into_use_for_exams_is_no_longer_explained(day, sitting):
    room = day.room(sitting)
    room.post("hand-in")
    day.fresh(sitting).positions[0].revision.item.use = "operational"
    db.session.commit()
    assert room.page().count("RATIONALE-CANARY") == 2


def test_t36_a_real_exam_is_never_explained(day):
    sitting = maker.submitted(day.world)
    with pytest.raises(NotAllowed):
        practice_outcome(sitting)


def test_nobody_watches_practice_so_help_is_the_board_and_nothing_is_sent(day, sitting):
    room = day.room(sitting)
    page = room.client.get("/room/help").get_data(as_text=True)
    assert "no call is sent from here" in page and "contact the board" in page
    assert "raise your hand" not in page and "Send the call" not in page
    refused = room.client.post("/room/help", data={"room_token": room.token, "kind": "I20", "words": "x"})
    assert refused.status_code == 409 and "Nothing was sent" in refused.get_data(as_text=True)
    assert db.session.query(Incident).filter_by(sitting_id=sitting.id).count() == 0
    assert db.session.query(Letter).filter_by(audience="board").count() == 0


def test_c23_a_break_in_practice_ends_with_a_button_and_no_code(day, sitting):
    sitting.break_count, sitting.break_seconds = 1, 300
    db.session.commit()
    room = day.room(sitting)
    assert "proctor shows you" not in room.client.get("/room/break").get_data(as_text=True)
    form = room.hidden("/room/break")
    assert room.client.post("/room/break", data=form).status_code == 303
    page = room.page()
    assert "Your exam is paused" in page and "Go on</button>" in page and 'name="code"' not in page
    left = day.fresh(sitting).clockwork.seconds_left(day.clock.now())
    day.clock.advance(minutes=3)
    assert room.post("resume").location == "/room"
    sitting = day.fresh(sitting)
    assert (sitting.state, sitting.device_epoch, sitting.lease_epoch) == ("in_progress", 1, 2)
    assert (sitting.clockwork.seconds_left(day.clock.now()), sitting.break_seconds) == (left, 120)


def test_c23_a_paused_practice_goes_on_from_the_list(day, sitting):
    sitting.break_count, sitting.break_seconds = 1, 300
    db.session.commit()
    sittings.pause(sitting, kind="break", now=day.clock.now(), by=BY)
    sittings.take_over_practice(day.fresh(sitting), now=day.clock.now(), by=BY)
    assert (sitting.state, sitting.open_pause, sitting.device_epoch) == ("in_progress", None, 2)


def test_a_real_exam_never_goes_on_without_a_code(day):
    sitting = day.begun(break_count=1, break_seconds=300)
    room = day.room(sitting)
    room.client.post("/room/break", data=room.hidden("/room/break"))
    assert room.post("resume").status_code == 422
    with pytest.raises(Refused):
        sittings.take_over_practice(day.fresh(sitting), now=day.clock.now(), by=BY)
    assert day.fresh(sitting).state == "paused"
