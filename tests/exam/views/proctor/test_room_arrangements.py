"""What was granted for the room: the proctor is told, does it, and signs that nothing else was there (C20, C21)."""

import html

import pytest

from exam.actions import accommodations, sittings, time
from exam.database import db
from exam.models import Letter, Sitting
from exam.queries.accommodations import grants_of
from exam.rules import actors
from exam.rules.accommodations import ACCOMMODATIONS, BREAKS, TIMES
from exam.rules.room_arrangements import INSTRUCTIONS, PROCTOR_MAY, SECOND_PERSONS
from exam.web.secret_keys import secret_keys
from tests.factories import world as maker
from tests.factories.proctors import Phone, living_code

STAFF = actors.staff("administrator")
NAMED = "Please type the name of the person who reads aloud."


@pytest.fixture
def tables() -> dict:
    """What programs change here."""
    return {}


@pytest.fixture
def world(db_app, clock, tables):
    return maker.world(now=clock(), **tables)


@pytest.fixture
def robin(world, app) -> Phone:
    return Phone(app.test_client(), maker.accepted(world, maker.registered(world)))


@pytest.fixture
def sitting(robin) -> Sitting:
    return robin.nomination.sitting


@pytest.fixture
def granted(sitting, clock):
    def grant(*codes: str) -> None:
        number = len(BREAKS & set(codes))
        accommodations.grant(sitting.candidate, codes=list(codes), break_count=number, break_minutes=10 * number,
                             reason="Agreed.", offered=codes, now=clock(), by=STAFF)

    return grant


def read(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


def begin(sitting: Sitting, clock) -> None:
    sittings.begin(sitting, typed_code=living_code(sitting, "start"), secrets=secret_keys(), now=clock(),
                   by=actors.candidate(sitting.candidate.account_id))


def test_c20_whatever_can_be_granted_changes_the_clock_or_is_told_to_the_proctor():
    assert set(ACCOMMODATIONS) == set(TIMES) | BREAKS | set(INSTRUCTIONS)
    assert PROCTOR_MAY < set(SECOND_PERSONS) < set(INSTRUCTIONS)


@pytest.mark.parametrize("code", INSTRUCTIONS)
def test_c20_what_is_granted_stands_before_the_exam_as_something_to_do(robin, granted, code):
    assert INSTRUCTIONS[code] not in read(robin.look("admit"))
    granted(code)
    page = read(robin.look("admit"))
    assert INSTRUCTIONS[code] in page and "Agreed." not in page
    assert (f'name="person_{code}"' in page) == (code in SECOND_PERSONS)


def test_c20_what_everybody_may_have_is_told_where_nothing_is_granted(robin):
    words = "Everybody may have, without asking: assistive technology, large text, high contrast, a comfort aid in"
    assert words in " ".join(read(robin.look("admit")).split())


def test_c20_a_person_who_was_arranged_for_has_a_name_and_is_not_the_proctor(robin, sitting, granted):
    granted("reader", "food-drink")
    answer = robin.admit()
    assert answer.status_code == 400 and NAMED in read(answer)
    answer = robin.admit(person_reader=robin.nomination.name.upper())
    assert answer.status_code == 400 and "this has to be somebody else" in read(answer)
    assert sitting.state == "registered"
    robin.admit(person_reader="Sam Lee")
    assert (sitting.state, sitting.room_codes, sitting.second_persons) == (
        "admitted", ["reader", "food-drink"], {"reader": "Sam Lee"})


@pytest.mark.parametrize("tables", [{"accommodations": {"reader_may_be_proctor": True, "offered": ["reader"]}}])
def test_c20_where_the_program_lets_the_proctor_read_the_field_may_stay_empty(robin, sitting, granted):
    granted("reader")
    assert "leave the field empty" in read(robin.look("admit"))
    assert robin.admit(person_reader=robin.nomination.name).status_code == 400
    robin.admit(person_reader="")
    assert (sitting.state, sitting.second_persons) == ("admitted", {})


def test_c20_what_was_arranged_and_who_was_there_is_part_of_what_is_signed(world, robin, sitting, granted, clock):
    granted("reader", "food-drink")
    robin.admit(person_reader="Sam Lee")
    begin(sitting, clock)
    words = "a person reads aloud (Sam Lee); food and drink in the room"
    assert words in read(robin.look("admit", "/live"))
    maker.submitted(world, sitting, right=20)
    robin.type_end_code()
    assert f"except what was arranged: No time limit; {words}".casefold() in read(
        robin.look("attest", "/statement")).casefold()


def test_c20_a_grant_that_came_after_the_begin_is_brought_into_the_exam(robin, sitting, granted, clock):
    granted("food-drink")
    robin.admit()
    begin(sitting, clock)
    granted("medical-device")
    assert "a medical device" not in read(robin.look("admit", "/live"))
    time.change_limit(sitting, code="none", break_count=0, break_minutes=0, now=clock(), by=STAFF)
    assert "a medical device in the room; food and drink in the room" in read(robin.look("admit", "/live"))


def test_c20_the_candidate_is_no_second_person_and_a_silent_one_does_not_read(robin, sitting, granted):
    granted("reader", "support-person")
    names = {"person_reader": "Sam Lee", "person_support-person": "sam lee"}
    assert "A support person stays silent" in read(robin.admit(**names))
    own = robin.admit(**{**names, "person_reader": sitting.candidate.legal_name})
    assert "This is the candidate's name" in read(own)
    assert sitting.state == "registered"
    robin.admit(**{**names, "person_support-person": "Ida Moss"})
    assert sitting.second_persons == {"reader": "Sam Lee", "support-person": "Ida Moss"}


def test_c20_a_proctor_who_has_the_letter_is_told_to_look_again_and_not_what_is_new(robin, sitting, granted):
    def reminders() -> list[Letter]:
        return db.session.query(Letter).filter_by(kind="proctor/reminder_admit").all()

    granted("reader")
    [letter] = reminders()
    assert (letter.nomination_id, "may be new" in letter.body_text) == (robin.nomination.id, True)
    assert not any(word in letter.body_text for word in ("reads", "reader", "accommodation"))
    accommodations.withdraw(grants_of(sitting.candidate_id)[0], now=letter.written_at, by=STAFF)
    assert len(reminders()) == 2
    robin.admit()
    granted("food-drink")
    assert len(reminders()) == 2
