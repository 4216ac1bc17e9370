"""Withdrawing, and asking for one more sitting."""

from exam.database import db
from exam.models import Letter, Sitting
from tests.factories import states
from tests.factories import world as make


def test_a_registered_exam_can_be_given_up_and_the_proctor_is_told(before, browser):
    sitting = make.registered(before)
    nomination = make.accepted(before, sitting)
    visitor, address = browser(sitting.candidate), f"/candidate/sittings/{sitting.id}/withdraw"
    assert "Withdrawing does not count" in visitor.words(address)
    assert visitor.post(address).status_code == 303
    db.session.expire_all()
    assert (sitting.state, nomination.state) == ("withdrawn", "replaced")
    assert db.session.query(Letter).filter_by(kind="proctor/released_from_duty").count() == 1
    assert "You withdrew from this exam" in visitor.words()


def test_an_exam_that_has_begun_cannot_be_withdrawn(world, browser):
    sitting = states.in_progress(world)
    visitor = browser(sitting.candidate)
    address = f"/candidate/sittings/{sitting.id}/withdraw"
    assert visitor.client.get(address).status_code == 303
    answer = visitor.post(address, page=f"/candidate/sittings/{sitting.id}/report")
    assert answer.status_code == 409
    assert b"This sitting is in progress, so it cannot withdraw now." in answer.data


def test_c19_after_a_fail_one_more_sitting_stands_ready_with_a_wait(world, browser):
    sitting = states.released(world, right=3)
    visitor, address = browser(sitting.candidate), f"/candidate/sittings/{sitting.id}/retake"
    words = visitor.words(address)
    assert "First possible day Mar 9, 2026" in words
    assert "Times left, this one included 2" in words
    assert visitor.post(address).status_code == 303
    new = db.session.query(Sitting).filter_by(sitting_no=2).one()
    assert (new.candidate_id, new.authorization_id, new.state) == (
        sitting.candidate_id, sitting.authorization_id, "registered")
    assert f"/candidate/sittings/{new.id}/proctor" in visitor.page(f"/candidate/sittings/{new.id}")
    assert "You may take it from Mar 9, 2026" in visitor.words(f"/candidate/sittings/{new.id}")
    assert "You already have an exam open." in visitor.words(address)


def test_c19_a_request_against_the_rules_is_refused_with_the_reason(world, browser):
    sitting = states.released(world)
    visitor = browser(sitting.candidate)
    assert "/retake" not in visitor.page(f"/candidate/sittings/{sitting.id}/result")
    answer = visitor.post(f"/candidate/sittings/{sitting.id}/retake", page=f"/candidate/sittings/{sitting.id}/report")
    assert answer.status_code == 409
    assert b"You have passed this exam, so there is nothing to repeat." in answer.data
    assert db.session.query(Sitting).count() == 1


def test_c19_a_void_that_counts_says_so_and_waits_and_one_that_does_not_does_not(world, browser):
    said = {decision: browser(states.void(world, decision=decision).candidate).words()
            for decision in ("void_counting", "void_without_counting")}
    assert "It counts as one of the times" in said["void_counting"]
    assert "from Mar 9, 2026 to Mar 2, 2027. 2 times are left." in said["void_counting"]
    assert "It does not count as one of the times" in said["void_without_counting"]
    assert "from Mar 2, 2026 to Mar 2, 2027. 3 times are left." in said["void_without_counting"]


def test_the_pages_offer_an_appeal_until_its_last_day_and_no_longer(world, browser, clock):
    void, released = states.void(world), states.released(world)
    on_time = [browser(void.candidate).words(), result_of(browser, released)]
    clock.advance(days=31)
    late = [browser(void.candidate).words(), result_of(browser, released)]
    assert "The reasons Test. How sure the board had to be" in on_time[0]  # the letter leaves them to this page
    assert "You may appeal until Apr 1, 2026:" in on_time[0] and "review this decision, until Apr 1" in on_time[1]
    assert "The last day to appeal this decision was Apr 1, 2026." in late[0] and "You may appeal" not in late[0]
    assert "The last day to ask the board to review this decision was Apr 1, 2026." in late[1]


def result_of(browser, sitting: Sitting) -> str:
    return browser(sitting.candidate).words(f"/candidate/sittings/{sitting.id}/result")


def test_a_missed_exam_promises_nothing_that_the_board_cannot_do(before, browser):
    sitting = make.registered(before)
    sitting.state = "missed"
    db.session.commit()
    words = browser(sitting.candidate).words(f"/candidate/sittings/{sitting.id}")
    assert "The board tells you what is possible." in words and "open a new time" not in words
