"""The compact answers of a sitting: made at its release and never before, in the order of the exam form."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from exam.actions import incidents
from exam.database import db
from exam.models import AnswerEvent, AnswerVector, Release
from exam.queries.item_figures import item_figures
from exam.queries.released_answers import items_of_form, released_answers, released_by_form
from exam.rules.answer_vectors import UNKNOWN_SECONDS, chosen_bits, held_seconds, unpacked
from tests.factories import states
from tests.factories import world as make
from tests.factories.released_answers import right_places
from tests.support.databases import ONE_KIND


def test_p11_a_released_sitting_leaves_its_answers_in_the_order_of_the_form(db_app):
    world = make.world()
    sitting = states.released(world, right=20)
    vector = db.session.get(AnswerVector, sitting.id)
    key = right_places(world.form)
    right = [bits == 1 << place for bits, place in zip(unpacked(vector.choices), key, strict=True)]
    assert right == [True] * 20 + [False] * 5
    assert set(unpacked(vector.seconds)) == {UNKNOWN_SECONDS}
    assert [row.content.code for row in items_of_form(world.form)] == [
        row.revision.content.code for row in sitting.positions]
    found = released_answers(world.form.id)
    assert (found.n, found.choices, released_by_form()) == (1, vector.choices, {world.form.id: (1, 1)})


def test_p11_the_answers_of_a_form_lie_side_by_side_in_the_order_they_are_read_in(db_app):
    if db.engine.dialect.name == "sqlite":
        asked = "SELECT choices, seconds, sitting_id FROM answer_vector WHERE exam_form_id = 'x' ORDER BY sitting_id"
        plan = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
        assert plan == ["SEARCH answer_vector USING PRIMARY KEY (exam_form_id=?)"]
    key = inspect(db.engine).get_pk_constraint("answer_vector")["constrained_columns"]
    assert key == ["exam_form_id", "sitting_id"]


def test_promise_2_nothing_is_analysed_before_its_release_and_nothing_that_became_void(db_app):
    world = make.world()
    states.submitted(world)
    handed_in = states.submitted(world)
    make.attested(world, handed_in)
    assert db.session.query(AnswerVector).count() == 0
    sitting = states.released(world)
    assert released_answers(world.form.id).sitting_ids == [sitting.id]
    incident = incidents.report(sitting, code="I40", source="staff", text="", happened_at=world.now, now=world.now,
                                by=states.RELEASER)
    states.heard(incident, now=world.now)
    row = incidents.decide(incident, decision="void_without_counting", reason="Test.", now=world.now,
                           by=states.RELEASER)
    incidents.confirm(incident, row, now=world.now, by=states.SECOND)
    assert sitting.state == "void" and released_answers(world.form.id).n == 0 and released_by_form() == {}


def test_promise_2_the_database_takes_no_answers_for_analysis_without_a_release(db_app):
    world = make.world()
    sitting = states.submitted(world)
    db.session.add(AnswerVector(sitting_id=sitting.id, release_id="none", exam_form_id=world.form.id, choices=b"",
                                seconds=b""))
    with pytest.raises(IntegrityError):
        db.session.flush()


@ONE_KIND
def test_p11_even_a_practice_with_a_release_is_left_out(db_app):
    world = make.world()
    sitting = states.submitted(world)
    row = Release(no=1, sitting_id=sitting.id, mode="batch", released_at=world.now, released_by="test")
    db.session.add(row)
    db.session.flush()
    db.session.add(AnswerVector(sitting_id=sitting.id, release_id=row.id, exam_form_id=world.form.id, choices=b"",
                                seconds=b""))
    sitting.state, sitting.purpose = "released", "practice"
    db.session.commit()
    assert released_answers(world.form.id).n == 0 and released_by_form() == {}


@ONE_KIND
def test_p11_seconds_add_up_over_the_visits_to_a_question(db_app):
    world = make.world()
    sitting = make.begun(world)
    watched = ((1, 4_000), (1, 9_000), (2, 7_400), (1, 3_000), *((place, 0) for place in range(3, 26)))
    for seq, (position, elapsed) in enumerate(watched, start=1):
        row = sitting.positions[position - 1]
        db.session.add(AnswerEvent(sitting_id=sitting.id, lease=1, seq=seq, position=position,
                                   choice=row.options[0][0], flagged=False, elapsed_ms=elapsed, received_at=world.now,
                                   standing="in_time"))
    db.session.commit()
    states.sittings.submit(sitting, now=world.now, by=states.RELEASER)
    make.attested(world, sitting)
    states.releases.release(sitting, mode="on_clean_attestation", now=world.now, by=states.RELEASER)
    vector = db.session.get(AnswerVector, sitting.id)
    assert unpacked(vector.seconds)[:4] == (12, 7, UNKNOWN_SECONDS, UNKNOWN_SECONDS)


def test_p11_the_bits_and_seconds_of_one_answer():
    assert [chosen_bits("abcd", chosen) for chosen in ((), ("a",), ("d",), ("b", "d"), ("x",))] == [0, 1, 8, 10, 0]
    assert [held_seconds(seconds) for seconds in (None, 0, 65_534, 70_000)] == [65_535, 0, 65_534, 65_534]


@ONE_KIND
def test_issue4_an_item_that_was_never_analysed_says_so_in_words(db_app):
    world = make.world()
    figures = item_figures(world.form.items[0].revision.item)
    assert (figures.p, figures.n) == (None, 0) and figures.words.startswith("No figures yet")
