"""The day of the exam: the start code, another device, a pause, the end code."""

from exam.actions import sittings
from exam.database import db
from exam.models import SittingCode
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make


def code_of(world, sitting, phase: str) -> str:
    return SittingCode.newest(sitting.id, phase).shown(world.secrets)


def renewed(world, sitting, phase: str) -> str:
    """A fresh code on the proctor's page."""
    nomination = next(row for row in sitting.nominations if row.state == "accepted")
    code = sittings.show_new_code(nomination, phase, now=world.now, by=actors.proctor(nomination.id))
    return code.shown(world.secrets)


def start_of(sitting) -> str:
    return f"/candidate/sittings/{sitting.id}/start"


SPELLINGS = [str, str.lower, lambda code: code.replace(" ", ""), lambda code: code.replace(" ", "-"),
             lambda code: f"  {code.replace('0', 'o').replace('1', 'l')} \n"]


def test_3_3_8_the_start_code_is_taken_in_five_spellings_and_leads_into_the_room(world, browser):
    for spelled in SPELLINGS:
        sitting = states.admitted(world)
        visitor = browser(sitting.candidate)
        assert 'autocomplete="one-time-code"' in visitor.page()
        answer = visitor.post(start_of(sitting), page="/candidate", code=spelled(code_of(world, sitting, "start")))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/room")
        assert visitor.client.get("/room").status_code == 200
        assert "Go on with the exam" in visitor.words()
        db.session.expire_all()
        assert sitting.state == "in_progress"


def test_t18_five_wrong_codes_close_the_step_and_a_fresh_code_opens_it(world, browser):
    sitting = states.admitted(world)
    visitor, right = browser(sitting.candidate), code_of(world, sitting, "start")
    for _ in range(5):
        answer = visitor.post(start_of(sitting), page="/candidate", code="0000 0000")
        assert answer.status_code == 400
        assert b"This code does not open the exam. Check it with your proctor." in answer.data
    assert visitor.post(start_of(sitting), page="/candidate", code=right).status_code == 400
    fresh = renewed(world, sitting, "start")
    assert visitor.post(start_of(sitting), page="/candidate", code=fresh).status_code == 303


def test_3_3_1_a_slip_of_the_finger_costs_no_try(world, browser):
    sitting = states.admitted(world)
    visitor = browser(sitting.candidate)
    for typed, said in (("", b"Please type the code."), ("7K2M", b"Please type all of them.")):
        answer = visitor.post(start_of(sitting), page="/candidate", code=typed)
        assert answer.status_code == 400
        assert said in answer.data
    assert SittingCode.newest(sitting.id, "start").tries == 0


def test_a_code_typed_before_the_proctor_has_admitted_opens_nothing(before, browser):
    sitting = make.registered(before)
    make.accepted(before, sitting)
    visitor = browser(sitting.candidate)
    answer = visitor.post(start_of(sitting), code="7K2M 9XQA")
    assert answer.status_code == 400
    assert sitting.state == "registered"
    assert b"Type the start code" in answer.data


def test_t21_another_device_goes_on_only_with_a_fresh_code(world, browser):
    sitting = states.in_progress(world)
    visitor = browser(sitting.candidate)
    assert "It runs on another device" in visitor.words()
    over = f"/candidate/sittings/{sitting.id}/take-over"
    assert visitor.post(over, page="/candidate", code="0000 0000").status_code == 400
    assert visitor.client.get("/room").status_code == 404
    lease = sitting.lease_epoch
    answer = visitor.post(over, page="/candidate", code=renewed(world, sitting, "takeover"))
    assert answer.headers["Location"] == "/room"
    db.session.expire_all()
    assert sitting.lease_epoch == lease + 1
    assert visitor.client.get("/room").status_code == 200


def test_t60_a_pause_ends_with_a_fresh_code_and_costs_no_time(world, browser, clock):
    sitting = states.paused(world)
    visitor = browser(sitting.candidate)
    assert "The clock stands still" in visitor.words()
    left = sitting.clockwork.seconds_left(world.now)
    world.now = clock.advance(minutes=25)
    answer = visitor.post(f"/candidate/sittings/{sitting.id}/resume", page="/candidate",
                          code=renewed(world, sitting, "resume"))
    assert answer.status_code == 303
    db.session.expire_all()
    assert (sitting.state, sitting.clockwork.seconds_left(clock())) == ("in_progress", left)


def test_t04_the_end_code_stands_on_the_page_until_the_statement_is_signed(world, browser):
    sitting = states.submitted(world)
    visitor, code = browser(sitting.candidate), make.end_code(world, sitting)
    first, second = code.split()
    assert f"{first} {second}" in visitor.words()
    assert "Waiting for" in visitor.words()
    make.attested(world, sitting)
    assert first not in visitor.page()
    assert "has signed. The board releases your result next." in visitor.words()


def test_t18_an_end_code_that_was_closed_is_not_shown_and_help_is_promised(world, browser):
    sitting = states.submitted(world)
    code = SittingCode.newest(sitting.id, "end")
    code.closed_at = world.now
    db.session.commit()
    words = browser(sitting.candidate).words()
    assert "The end code was typed wrongly too often and is closed." in words
    assert code.shown(world.secrets) not in words
