"""A candidate asks the board for an arrangement: on a page of their own, with a day for the answer."""

from exam.actions import accommodations
from exam.database import db
from exam.models import AccommodationRequest, Letter
from exam.rules import actors
from tests.factories import world as make

PAGE = "/candidate/arrangements"
WISH = "Half an hour more, please."
REASON = "The room is not ours to give."


def test_c20_a_candidate_asks_and_reads_by_which_day_the_board_answers(before, browser):
    sitting = make.registered(before)
    visitor = browser(sitting.candidate)
    assert PAGE in visitor.page() and "You asked the board" not in visitor.words()
    shown = visitor.post(PAGE, asked_for=" ")
    assert shown.status_code == 400 and "Please write what you need in the exam." in shown.text
    assert visitor.post(PAGE, asked_for=WISH).status_code == 303
    [row] = db.session.query(AccommodationRequest)
    day = f"{row.answer_by:%b} {row.answer_by.day}, {row.answer_by.year}"
    assert f"The board has it, and answers by {day}." in visitor.words(PAGE) and WISH in visitor.words(PAGE)
    assert f"The board has your request and answers by {day}." in visitor.words()
    [letter] = db.session.query(Letter).filter_by(kind="candidate/request_received")
    assert day in letter.body_text and WISH not in letter.body_text and letter.subject == "We have your request"
    assert visitor.post(f"{PAGE}/{row.id}/take-back", page=PAGE).status_code == 303
    assert row.outcome == "withdrawn" and "It was taken back" in visitor.words(PAGE)
    assert "You asked the board" not in visitor.words()


def test_c20_the_answer_stands_there_with_its_reason_and_what_is_arranged(before, browser):
    person = make.registered(before).candidate
    visitor, by = browser(person), actors.staff("x")
    for _ in range(2):
        visitor.post(PAGE, asked_for=WISH)
    first, second = db.session.query(AccommodationRequest)
    accommodations.decline(first, reason=REASON, now=before.now, by=by)
    assert REASON in visitor.words(PAGE) and "that takes somebody else" in visitor.words(PAGE)
    accommodations.grant(person, codes=["time-1.5", "separate-room"], break_count=0, break_minutes=0,
                         reason="Said on the phone.", not_granted="No second proctor.", now=before.now,
                         by=actors.staff("y"), offered=("time-1.5", "separate-room"))
    words = visitor.words(PAGE)
    assert second.outcome == "granted" and "The board granted a part of it" in words and "No second proctor." in words
    assert "A separate room" in words and "Said on the phone." not in words
    first.reason = first.asked_for = ""
    db.session.commit()
    assert "The words of this request are no longer kept." in visitor.words(PAGE)


def test_c20_an_answer_that_is_late_is_owned_up_to(before, browser, clock):
    sitting = make.registered(before)
    browser(sitting.candidate).post(PAGE, asked_for=WISH)
    clock.advance(days=15)
    visitor = browser(sitting.candidate)
    assert "is late" in visitor.words() and "is late. We are sorry." in visitor.words(PAGE)


def test_c20_no_more_than_three_requests_are_open_at_once_and_nothing_typed_is_lost(before, browser):
    visitor = browser(make.registered(before).candidate)
    for number in range(3):
        assert visitor.post(PAGE, asked_for=f"Wish {number}").status_code == 303
    shown = visitor.post(PAGE, asked_for="One more wish")
    assert shown.status_code == 400 and "3 requests are open already." in shown.text and "One more wish" in shown.text
    assert db.session.query(AccommodationRequest).count() == 3


def test_t43_nobody_takes_back_or_reads_what_somebody_else_asked_for(before, browser):
    owner, stranger = browser(make.registered(before).candidate), browser(make.registered(before).candidate)
    owner.post(PAGE, asked_for=WISH)
    [row] = db.session.query(AccommodationRequest)
    assert stranger.post(f"{PAGE}/{row.id}/take-back", page=PAGE).status_code == 404
    assert row.outcome == "open" and WISH not in stranger.page(PAGE)
