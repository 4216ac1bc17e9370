"""The practice exam: open to every candidate, the same engine, and never a result."""

import pytest

from exam.actions import releases, sittings
from exam.database import db
from exam.errors import NotReady
from exam.models import AccommodationGrant, Disposal, ExamForm, HandedIn, Result, Sitting
from exam.queries.exam_forms import questions_met
from exam.rules import actors
from tests.factories import world as make
from tests.factories.people import token


@pytest.fixture
def practice_world(before):
    """A program with a practice form; no exam form is needed."""
    make.practice_form(before.version, now=before.now)
    return before


def start(visitor):
    return visitor.post("/candidate/practice/programs/mo-cps-25", page="/candidate/practice")


def test_c23_a_candidate_without_any_exam_can_practise_in_the_same_room(practice_world, browser):
    visitor = browser()
    answer = start(visitor)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/room")
    assert visitor.client.get("/room").status_code == 200
    row = db.session.query(Sitting).one()
    assert (row.purpose, row.state, row.authorization_id) == ("practice", "in_progress", None)


def test_c23_own_time_and_breaks_hold_in_practice_too(practice_world, browser, clock):
    visitor = browser()
    db.session.add(AccommodationGrant(candidate_id=visitor.person.id, codes=["break-stop-clock"], break_count=2,
                                      break_minutes=20, decided_by="x", decided_at=clock()))
    db.session.commit()
    assert "may pause 2 times for 20 minutes in all" in visitor.words("/candidate/practice")
    start(visitor)
    row = db.session.query(Sitting).one()
    assert (row.break_count, row.break_seconds) == (2, 1200)


def test_c23_it_can_be_repeated_goes_on_elsewhere_and_shows_its_answers_afterwards(practice_world, browser):
    visitor = browser()
    start(visitor)
    first = db.session.query(Sitting).one()
    elsewhere = browser(visitor.person)
    assert elsewhere.post(f"/candidate/practice/{first.id}", page="/candidate/practice").headers["Location"] == "/room"
    assert elsewhere.client.get(f"/candidate/practice/{first.id}").status_code == 303
    sittings.submit(first, now=practice_world.now, by=actors.candidate("x"))
    assert "0 of 4 right." in elsewhere.words(f"/candidate/practice/{first.id}")
    start(elsewhere)
    assert db.session.query(Sitting).count() == 2


def test_c23_practice_never_touches_results_or_the_items_of_an_exam(practice_world, browser):
    visitor = browser()
    start(visitor)
    row = db.session.query(Sitting).one()
    sittings.submit(row, now=practice_world.now, by=actors.candidate("x"))
    with pytest.raises(NotReady, match="A practice exam is never released."):
        releases.release(row, mode="staff_batch", now=practice_world.now, by=actors.system("release"))
    assert db.session.query(Result).count() == 0
    assert questions_met(visitor.person.id) == set()
    assert "No exam is open for you" in visitor.words()


def test_without_a_practice_form_the_page_says_so(before, browser):
    visitor = browser()
    assert "The board has no practice exam ready at the moment." in visitor.words("/candidate/practice")
    assert db.session.query(ExamForm).filter_by(purpose="practice").count() == 0
    sent = {"csrf_token": token(visitor.client, "/account")}
    assert visitor.client.post("/candidate/practice/programs/mo-cps-25", data=sent).status_code == 404


def test_c26_practice_answers_that_were_disposed_of_are_said_to_be_gone(practice_world, browser):
    visitor = browser()
    start(visitor)
    row = db.session.query(Sitting).one()
    sittings.submit(row, now=practice_world.now, by=actors.candidate("x"))
    db.session.add(Disposal(
        kind="answers", sitting_id=row.id, subject=f"sitting:{row.id}", row_count=1, digest="0" * 64,
        rule="answers_years = 1", cut_off=practice_world.now, disposed_at=practice_world.now,
        disposed_by="operator:Jo"))
    db.session.flush()
    db.session.query(HandedIn).delete()
    db.session.commit()
    assert "Its answers are no longer kept." in visitor.words("/candidate/practice")
    answer = visitor.client.get(f"/candidate/practice/{row.id}")
    assert (answer.status_code, "disposed of" in answer.get_data(as_text=True)) == (409, True)
