"""A printed exam is the exam on the page: known before the day, in the same order, with the same letters (C20)."""

import html
import re

import pytest

from exam.actions import accommodations, exam_forms, printed_exams, sittings, time
from exam.database import db
from exam.errors import Refused
from exam.models import AuditEntry, Sitting
from exam.queries.form_sheet import printed_exam
from exam.rules import actors
from exam.rules.preparing import PREPARATIONS, PRINTED
from exam.rules.room_arrangements import INSTRUCTIONS, SECOND_PERSONS
from tests.factories import world as maker
from tests.support.rooms import Room

STANDING_WORLD = True
STAFF = actors.staff("administrator")


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def sitting(world) -> Sitting:
    return maker.registered(world)


@pytest.fixture
def granted(world, sitting):
    def grant(*codes: str) -> None:
        breaks = {"break_count": 1, "break_minutes": 10} if "break-scheduled" in codes else {
            "break_count": 0, "break_minutes": 0}
        accommodations.grant(sitting.candidate, codes=list(codes), **breaks, reason="Agreed.", offered=codes,
                             now=world.now, by=STAFF)

    return grant


def words_of(page: str) -> list[str]:
    """The texts of the options in their order."""
    return re.findall(r"Option [a-d] of [a-z0-9-]+", html.unescape(page))


def form_beside(world):
    """A second published form of the same program, of other questions."""
    blueprint = maker.shipped_blueprints()[world.version.program.exam.blueprint]
    return maker.exam_form(world.version, maker.contents_for(blueprint, prefix="other"), now=world.now)


def test_c20_nobody_who_reads_on_paper_is_admitted_before_a_form_was_set_aside(world, sitting, granted):
    granted("braille")
    nomination = maker.accepted(world, sitting)
    with pytest.raises(Refused, match="no printed exam ready"):
        sittings.admit(nomination, identity_document="passport", now=world.now, by=STAFF)
    db.session.rollback()
    assert (sitting.state, sitting.exam_form_id) == ("registered", None)


def test_c20_the_form_that_was_set_aside_is_the_one_that_is_drawn(world, sitting, granted):
    granted("paper")
    assert printed_exams.set_aside(sitting, now=world.now, by=STAFF) == world.form
    form_beside(world)  # used less, and so the one that anybody else would get
    maker.begun(world, sitting)
    assert sitting.exam_form == world.form
    assert maker.begun(world).exam_form != world.form


def test_c20_a_form_that_fits_no_more_stops_the_admission_until_another_was_printed(world, sitting, granted):
    granted("paper")
    printed_exams.set_aside(sitting, now=world.now, by=STAFF)
    other = form_beside(world)
    exam_forms.withdraw(world.form, reason="A question was copied.", now=world.now, by=STAFF)
    nomination = maker.accepted(world, sitting)
    with pytest.raises(Refused, match="no printed exam ready"):
        sittings.admit(nomination, identity_document="passport", now=world.now, by=STAFF)
    db.session.rollback()
    assert printed_exams.set_aside(sitting, now=world.now, by=STAFF) == other
    sittings.admit(nomination, identity_document="passport", now=world.now, by=STAFF)
    assert sitting.exam_form == other


def test_c20_page_and_paper_are_the_same_questions_in_the_same_order_with_letters(world, app, sitting, granted):
    granted("paper")
    printed_exams.set_aside(sitting, now=world.now, by=STAFF)
    paper = printed_exam(sitting.exam_form).decode()
    room = Room(app, maker.begun(world, sitting)).page()
    assert words_of(paper) == words_of(room) and len(words_of(room)) == 4 * 25
    assert room.count('eh-question__letter">A<') == 25 and "the panel" not in paper and "Why a." not in paper
    plain = Room(app, maker.begun(world)).page()
    assert words_of(plain) != words_of(room) and "eh-question__letter" not in plain


def test_c20_a_form_is_set_aside_only_where_something_is_read_on_paper_and_before_the_day(world, sitting, granted):
    with pytest.raises(Refused, match="Nothing is granted"):
        printed_exams.set_aside(sitting, now=world.now, by=STAFF)
    db.session.rollback()
    maker.begun(world, sitting)
    with pytest.raises(Refused, match="admitted already"):
        printed_exams.set_aside(sitting, now=world.now, by=STAFF)
    db.session.rollback()
    granted("oral", "food-drink")
    time.change_limit(sitting, code="none", break_count=0, break_minutes=0, now=world.now, by=STAFF)
    assert sitting.room_codes == ["food-drink"]


def test_c21_what_was_set_aside_stands_on_no_page_of_those_who_do_not_grant_nor_in_the_trail(world, sitting, granted,
                                                                                             member):
    granted("paper")
    printed_exams.set_aside(sitting, now=world.now, by=STAFF)
    assert db.session.query(AuditEntry).filter_by(action="prepare_arrangement").one().facts == {"sitting": sitting.id}
    assert sitting.exam_form.code not in member("releaser").page(f"/board/sittings/{sitting.id}")


def test_c20_the_board_reads_what_it_has_to_do_and_sets_the_form_aside(world, sitting, granted, member):
    address, person = f"/board/accommodations/{sitting.candidate_id}", member("administrator")
    granted("paper", "language-xx", "food-drink")
    page = html.unescape(person.page(address))
    assert PREPARATIONS["paper"] in page and PREPARATIONS["language-xx"] in page
    page = person.send(f"/board/accommodations/sittings/{sitting.id}/set-form-aside", page=address)
    assert f"Exam form {sitting.exam_form.code} is set aside." in page and "printed-exam" not in page
    paper = f"/board/exam-forms/{sitting.exam_form_id}/printed-exam"
    person.page(paper, 403)
    assert "printed exam" in member("reviewer").page(paper)


def test_c20_whoever_has_to_be_found_and_whatever_has_to_be_sent_is_told_to_the_board():
    assert set(SECOND_PERSONS) | PRINTED | {"language-xx", "multi-day"} <= set(PREPARATIONS) <= set(INSTRUCTIONS)


def test_c20_breaks_at_set_points_are_named_to_the_candidate_and_to_the_proctor(world, app, sitting, granted):
    granted("break-scheduled")
    assert "Your break is planned after question 12." in Room(app, maker.begun(world, sitting)).page()
    assert sitting.room_codes == ["break-scheduled"]
    assert "planned after question" not in Room(app, maker.begun(world)).page()
