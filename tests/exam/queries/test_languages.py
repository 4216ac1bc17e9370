"""Languages of exam forms: who gets which, and that a question met in one language is not asked again in another."""

from dataclasses import replace

import pytest

from exam.actions import exam_forms, items, roster, sittings
from exam.database import AuditEntry, db
from exam.errors import Refused
from exam.models import Item, Sitting
from exam.queries.assembling import Wish, drawn_set
from exam.queries.exam_forms import exam_form_for, practice_form, questions_met
from exam.queries.retakes import board_day
from exam.rules import actors
from question_bank.blueprint import shipped_blueprints
from question_bank.families import text_digest
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]
pytestmark = ONE_KIND
BY = actors.staff("administrator")


def translated(content):
    return replace(content, code=f"{content.code}-es", stem=f"Spanish: {content.stem}", language="es",
                   translation_of=content.code, translation_of_digest=text_digest(content))


@pytest.fixture
def world(db_app):
    """A program with one English form and its twin in Spanish."""
    world = maker.world()
    world.spanish = maker.exam_form(world.version, [translated(row) for row in maker.contents_for(BLUEPRINT)],
                                    now=world.now)
    return world


def speaking(world, language: str) -> Sitting:
    sitting = maker.registered(world)
    if language != sitting.authorization.language:
        roster.change_exam_language(sitting.authorization, language=language, reason="As asked.", now=world.now, by=BY)
    return sitting


def form_for(world, sitting):
    return exam_form_for(sitting, board_day(world.now))


def test_a_candidate_gets_a_form_in_the_language_of_the_authorization(world):
    assert (world.form.language, world.spanish.language) == ("en", "es")
    assert form_for(world, speaking(world, "en")) == world.form
    sitting = speaking(world, "es")
    assert maker.begun(world, sitting).exam_form == world.spanish
    assert {row.revision.content.language for row in sitting.positions} == {"es"}


def test_who_has_met_a_question_in_one_language_is_not_asked_it_in_another(world):
    for first, second in (("en", "es"), ("es", "en")):
        sitting = maker.begun(world, speaking(world, first))
        assert questions_met(sitting.candidate_id) == {row.code for row in maker.contents_for(BLUEPRINT)}
        again = maker.registered(maker.World(world.version, world.form, world.later(days=1)), sitting.candidate)
        again.authorization.language = second
        assert form_for(world, again) is None


def test_a_retake_in_the_other_language_gets_other_questions(world):
    sitting = maker.begun(world, speaking(world, "en"))
    fresh = maker.exam_form(world.version, [translated(row) for row in maker.contents_for(BLUEPRINT, "n")],
                            now=world.now)
    again = maker.registered(maker.World(world.version, world.form, world.later(days=1)), sitting.candidate)
    again.authorization.language = "es"
    assert form_for(world, again) == fresh


def test_while_there_is_no_form_in_the_language_nobody_is_admitted_to_another(world):
    exam_forms.withdraw(world.spanish, reason="x", now=world.now, by=maker.REVIEWER)
    sitting = speaking(world, "es")
    nomination = maker.accepted(world, sitting)
    with pytest.raises(Refused, match="no exam form ready"):
        sittings.admit(nomination, identity_document="passport", now=world.now, by=actors.proctor(nomination.id))


def test_forms_are_drawn_in_the_language_that_was_asked_for(world):
    for language, form in (("en", world.form), ("es", world.spanish)):
        wish = Wish(version_id=world.version.id, language=language, name="L", seed=3)
        [drawn] = drawn_set(wish.document, lambda *_: None)["forms"]
        assert {revision for revision, _ in drawn["positions"]} == {row.item_revision_id for row in form.items}


def test_a_form_holds_one_language_and_one_that_the_program_gives(world):
    rows = {row.code: row for row in db.session.query(Item)}
    mixed = [(rows["t-000"], True), (rows["t-001-es"], True)]
    with pytest.raises(Refused, match="in several languages"):
        exam_forms.keep_draft(world.version, mixed, code="M", seed=1, purpose="practice", now=world.now, by=BY)
    items.import_items([replace(maker.item_content("fr-1"), language="fr")], now=world.now, by=maker.AUTHOR)
    french = db.session.query(Item).filter_by(code="fr-1").one()
    with pytest.raises(Refused, match="does not give its exam in French"):
        exam_forms.keep_draft(world.version, [(french, True)], code="F", seed=1, purpose="practice", now=world.now,
                              by=BY)


def test_practice_is_in_the_first_language_of_the_program(world):
    english = maker.practice_form(world.version)
    content = replace(maker.item_content("practice-es", use="practice"), language="es")
    items.import_items([content], now=world.now, by=maker.AUTHOR)
    row = db.session.query(Item).filter_by(code="practice-es").one()
    items.approve_imported([row], note="", now=world.now, by=maker.REVIEWER)
    later = world.later(hours=1)
    form = exam_forms.keep_draft(world.version, [(row, True)], code="PE", seed=1, purpose="practice", now=later, by=BY)
    exam_forms.publish(form, now=later, by=maker.REVIEWER)
    assert practice_form(world.version) == english


def test_a_change_of_language_needs_a_language_of_the_program_and_is_on_record(world):
    permit = speaking(world, "es").authorization
    entry = db.session.query(AuditEntry).filter_by(action="change_exam_language").one()
    assert (entry.facts["before"], entry.facts["language"], entry.facts["reason"]) == ("en", "es", "As asked.")
    for language, sentence in (("es", "the language already"), ("fr", "does not give its exam")):
        with pytest.raises(Refused, match=sentence):
            roster.change_exam_language(permit, language=language, reason="x", now=world.now, by=BY)


def test_a_change_of_the_original_leaves_the_translation_and_its_form_as_they_are(world):
    before = [(row.item_revision_id, row.revision.digest) for row in world.spanish.items]
    original = db.session.query(Item).filter_by(code="t-000").one()
    items.edit(original, replace(original.current.content, stem="Another question?"), seen_number=1, note="",
               now=world.now, by=maker.AUTHOR)
    twin = db.session.query(Item).filter_by(code="t-000-es").one()
    assert (twin.state, twin.current.number) == ("approved", 1)
    assert [(row.item_revision_id, row.revision.digest) for row in world.spanish.items] == before
