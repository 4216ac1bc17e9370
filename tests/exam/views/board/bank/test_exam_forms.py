"""Exam forms on the board's pages: assembled by one person, published by another, given a cut, withdrawn."""

import re
from dataclasses import replace

import pytest

from exam.actions import items as actions
from exam.database import AuditEntry, db
from exam.models import ExamForm, Item
from exam.queries.items import items_in
from question_bank.blueprint import shipped_blueprints
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

FORMS = "/board/exam-forms"
BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]


@pytest.fixture
def world(db_app, clock):
    """A program whose bank holds one form's worth of approved items, and some for practice."""
    world = maker.program_only(now=clock())
    practice = [maker.item_content(f"pr-{number}", use="practice") for number in range(3)]
    actions.import_items([*maker.contents_for(BLUEPRINT), *practice], now=clock(), by=maker.AUTHOR)
    actions.approve_imported(db.session.query(Item).all(), note="", now=clock(), by=maker.REVIEWER)
    return world


def assemble(person, world, **fields) -> str:
    return person.send(f"{FORMS}/assemble", **{"version": world.version.id, "purpose": "exam", "language": "en",
                                                "name": "2026-A", "forms": 1, "seed": 7, **fields})


def form() -> ExamForm:
    db.session.expire_all()
    return db.session.query(ExamForm).one()


def address(step: str = "") -> str:
    return f"{FORMS}/{form().id}" + (f"/{step}" if step else "")


def test_c02_a_form_is_assembled_published_by_another_and_given_its_cut(world, member):
    both, other = member("psychometrician", "reviewer"), member("reviewer")
    assert "The draft is assembled" in assemble(both, world)
    assert (form().state, form().seed, len(form().items), form().conformance) == ("draft", 7, 25, {"gaps": []})
    page = both.page(address())
    assert "misses" not in page and "19 of 25 right answers: 75 percent" in page
    assert "somebody else has to publish it" in both.send(address("publish"), address())
    assert "The form is published" in other.send(address("publish"), address())
    assert "The cut score is adopted" in both.send(address("adopt-cut"), address())
    assert (form().published_by, form().cut_score.cut_raw, form().cut_score.adopted_by) == (
        str(other.by), 19, str(both.by))
    assert "19 of 25" in other.page(FORMS)
    entries = [row.action for row in db.session.query(AuditEntry).order_by(AuditEntry.no)][-3:]
    assert entries == ["assemble_exam_form", "publish_exam_form", "adopt_cut_score"]


@ONE_KIND
def test_a_form_in_spanish_is_assembled_and_says_its_language(world, member, clock):
    spanish = [replace(content, code=f"{content.code}-es", language="es", translation_of=content.code)
               for content in maker.contents_for(BLUEPRINT)]
    actions.import_items(spanish, now=clock(), by=maker.AUTHOR)
    actions.approve_imported(items_in(states=("draft",)), note="", now=clock(), by=maker.REVIEWER)
    person = member("psychometrician")
    assert "The draft is assembled" in assemble(person, world, language="es")
    assert form().language == "es" and all(row.revision.item.code.endswith("-es") for row in form().items)
    assert re.search(r"<dt>Language</dt>\s*<dd>Spanish</dd>", person.page(address()))
    assert "<td>Spanish</td>" in person.page(FORMS)
    assert "misses" not in person.page(address())


def test_c02_what_is_short_is_named_and_nothing_is_kept(world, member, clock):
    row = next(row for row in items_in() if row.current.content.competency == "C10")
    actions.change_use(row, use="suspended", reason="weak", now=clock(), by=maker.AUTHOR)
    page = assemble(member("psychometrician"), world)
    assert "No exam form can be assembled from the approved items" in page
    assert f"C10 {row.current.content.level}" in page and 'value="2026-A"' in page
    assert db.session.query(ExamForm).count() == 0


def test_c02_a_form_whose_item_was_edited_is_not_published(world, member, clock):
    assemble(member("psychometrician"), world)
    row = form().items[0].revision.item
    changed = replace(row.current.content, stem="Another question?")
    actions.edit(row, changed, seen_number=1, note="", now=clock(), by=maker.AUTHOR)
    person = member("reviewer")
    assert "These items are not approved" in person.send(address("publish"), address())
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    actions.review(row, verdict="approve", note="", now=clock(), by=maker.REVIEWER)
    assert "have a newer revision" in person.send(address("publish"), address())
    assert form().state == "draft"


def test_a_form_is_withdrawn_for_a_reason(world, member):
    assemble(member("psychometrician"), world)
    person = member("reviewer")
    person.send(address("publish"), address())
    assert "Say why the form is withdrawn." in person.send(address("withdraw"), reason="")
    assert "The form is withdrawn" in person.send(address("withdraw"), reason="seen on the web")
    assert form().state == "withdrawn"


def test_a_practice_form_holds_every_approved_practice_item_and_has_no_cut(world, member):
    person = member("psychometrician")
    assemble(person, world, purpose="practice")
    member("reviewer").send(address("publish"), address())
    assert {row.revision.item.code for row in form().items} == {"pr-0", "pr-1", "pr-2"}
    page = person.page(address())
    assert "Adopt the cut score" not in page and form().state == "published"


def test_a_name_is_used_once_and_typed_plainly(world, member):
    person = member("psychometrician")
    assemble(person, world)
    assert "There is already an exam form 2026-A" in assemble(person, world)
    assert "Use letters, digits, dots and hyphens only." in assemble(person, world, name="<b>")
    assert "Ask for 1 to 10 forms." in assemble(person, world, name="B", forms=11)


def test_forms_drawn_together_are_numbered_and_kept_together(world, member):
    assemble(member("psychometrician"), world, forms=2)
    assert sorted(row.code for row in db.session.query(ExamForm)) == ["2026-A-1", "2026-A-2"]


def test_an_auditor_sees_codes_and_no_questions(world, member):
    assemble(member("psychometrician"), world)
    page = member("auditor").page(address())
    assert "t-000" in page and "What about" not in page and "/board/items/" not in page
