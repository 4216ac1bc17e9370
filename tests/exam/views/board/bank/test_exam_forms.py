"""Exam forms on the board's pages: assembled by one person, published by another, given a cut, withdrawn."""

import hashlib
import re
import threading
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from exam.actions import items as actions
from exam.actions import programs
from exam.cli.working import work_off
from exam.database import AuditEntry, db
from exam.models import CutProposal, ExamForm, ExamFormSheet, Item, Job
from exam.queries.form_sheet import rendered_sheet
from exam.queries.items import items_in
from question_bank.blueprint import shipped_blueprints
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

FORMS = "/board/exam-forms"
ASKED: list[str] = []
BLUEPRINT = shipped_blueprints()["mo-cps-25-sample/1"]


@pytest.fixture
def world(db_app, clock):
    """A program whose bank holds one form's worth of approved items, and some for practice."""
    world = maker.program_only(now=clock())
    practice = [maker.item_content(f"pr-{number}", use="practice") for number in range(3)]
    actions.import_items([*maker.contents_for(BLUEPRINT), *practice], now=clock(), by=maker.AUTHOR)
    actions.approve_imported(db.session.query(Item).all(), note="", now=clock(), by=maker.REVIEWER)
    return world


def ask(person, world, **fields) -> str:
    """Ask for forms; the page that follows."""
    page = person.send(f"{FORMS}/assemble", **{"version": world.version.id, "purpose": "exam", "language": "en",
                                                "name": "2026-A", "forms": 1, "seed": 7, "sharing": "blueprint",
                                                "seconds": 20, **fields})
    ASKED.extend(re.findall(r"/board/jobs/(\w+)/stop", page))
    return page


def job() -> Job:
    """The one that was asked for last."""
    db.session.rollback()
    return db.session.get(Job, ASKED[-1], populate_existing=True)


def assembled(person, world, **fields) -> str:
    """Ask for forms and let a worker draw them; the address of their page."""
    page = ask(person, world, **fields)
    assert "Waiting for its turn" in page, page
    assert dict(work_off(threading.Event())) == {"done": 1}, job().trouble
    return f"{FORMS}/assembled/{job().id}"


def assemble(person, world, **fields) -> str:
    """Assemble and keep everything; a practice form needs no worker."""
    if fields.get("purpose") == "practice":
        return ask(person, world, **fields)
    address = assembled(person, world, **fields)
    numbers = list(range(1, len(job().result["forms"]) + 1))
    return person.send(f"{address}/keep", address, numbers=numbers)


def form() -> ExamForm:
    db.session.expire_all()
    return db.session.query(ExamForm).one()


def address(step: str = "") -> str:
    return f"{FORMS}/{form().id}" + (f"/{step}" if step else "")


def test_c02_a_form_is_assembled_published_by_another_and_given_its_cut(world, member):
    both, other = member("psychometrician", "reviewer"), member("reviewer")
    assert "Kept as drafts" in assemble(both, world)
    assert (form().state, form().seed, len(form().items), form().conformance) == ("draft", 7, 25, {"gaps": []})
    page = both.page(address())
    assert "misses" not in page and "19 of 25 right answers: 75 percent" in page
    assert "somebody else has to publish it" in both.send(address("publish"), address())
    assert "The form is published" in other.send(address("publish"), address())
    cuts = f"/board/cut-scores/{form().id}"
    assert "Somebody else has to adopt it" in both.send(f"{cuts}/propose", cuts)
    adopt = f"{cuts}/{db.session.query(CutProposal).one().id}/adopt"
    assert "You proposed this cut score, so somebody else" in both.send(adopt, cuts)
    assert form().cut_score is None
    assert "The cut score is adopted" in other.send(adopt, cuts)
    assert (form().published_by, form().cut_score.cut_raw, form().cut_score.adopted_by) == (
        str(other.by), 19, str(other.by))
    assert "19 of 25" in other.page(FORMS)
    entries = [row.action for row in db.session.query(AuditEntry).order_by(AuditEntry.no)][-4:]
    assert entries == ["assemble_exam_form", "publish_exam_form", "propose_cut_score", "adopt_cut_score"]


@ONE_KIND
def test_a_form_in_spanish_is_assembled_and_says_its_language(world, member, clock):
    spanish = [replace(content, code=f"{content.code}-es", language="es", translation_of=content.code)
               for content in maker.contents_for(BLUEPRINT)]
    actions.import_items(spanish, now=clock(), by=maker.AUTHOR)
    actions.approve_imported(items_in(states=("draft",)), note="", now=clock(), by=maker.REVIEWER)
    person = member("psychometrician")
    assert "Kept as drafts" in assemble(person, world, language="es")
    assert form().language == "es" and all(row.revision.item.code.endswith("-es") for row in form().items)
    assert re.search(r"<dt>Language</dt>\s*<dd>Spanish</dd>", person.page(address()))
    assert "<td>Spanish</td>" in person.page(FORMS)
    assert "misses" not in person.page(address())


def test_c02_what_is_short_is_named_and_nothing_is_kept(world, member, clock):
    row = next(row for row in items_in() if row.current.content.competency == "C10")
    actions.change_use(row, use="suspended", reason="weak", now=clock(), by=maker.AUTHOR)
    person = member("psychometrician")
    ask(person, world)
    assert dict(work_off(threading.Event())) == {"failed": 1}
    page = person.page(f"/board/jobs/{job().id}")
    assert "No exam form can be assembled from the approved items" in page
    assert f"C10 {row.current.content.level}" in page
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


@ONE_KIND
def test_a_form_is_withdrawn_for_a_reason(world, member):
    assemble(member("psychometrician"), world)
    person = member("reviewer")
    person.send(address("publish"), address())
    assert "Say why the form is withdrawn." in person.send(address("withdraw"), reason="")
    assert "The form is withdrawn" in person.send(address("withdraw"), reason="seen on the web")
    assert form().state == "withdrawn"


@ONE_KIND
def test_a_practice_form_holds_every_approved_practice_item_and_has_no_cut(world, member):
    person = member("psychometrician")
    assemble(person, world, purpose="practice")
    member("reviewer").send(address("publish"), address())
    assert {row.revision.item.code for row in form().items} == {"pr-0", "pr-1", "pr-2"}
    page = person.page(address())
    assert "Propose or adopt a cut score" not in page and form().state == "published"


@ONE_KIND
def test_a_name_is_used_once_and_typed_plainly(world, member):
    person = member("psychometrician")
    assemble(person, world)
    assert "There is already an exam form 2026-A" in ask(person, world)
    assert "Use letters, digits, dots and hyphens only." in ask(person, world, name="<b>")
    assert "Ask for 1 to 20 forms." in ask(person, world, name="B", forms=21)


@ONE_KIND
def test_forms_drawn_together_are_numbered_and_kept_together(world, member):
    assemble(member("psychometrician"), world, forms=2)
    assert sorted(row.code for row in db.session.query(ExamForm)) == ["2026-A-1", "2026-A-2"]


@ONE_KIND
def test_an_auditor_sees_codes_and_no_questions(world, member):
    assemble(member("psychometrician"), world)
    page = member("auditor").page(address())
    assert "t-000" in page and "What about" not in page and "/board/items/" not in page


def test_issue3_an_assembly_shows_its_quality_and_each_form_is_kept_or_thrown_away_once(world, member):
    person = member("psychometrician")
    address = assembled(person, world, forms=3)
    page = person.page(address)
    for words in ("Every rule is kept", "Questions in common", "Questions that count, by competency", "Words to read",
                  "How often a question stands on a form", "2026-A-3", "Found in", "C10 judgement"):
        assert words in page, words
    assert page.count("<svg") >= 5 and db.session.query(ExamForm).count() == 0
    assert "Kept as drafts" in person.send(f"{address}/keep", address, numbers=[2])
    page = person.send(f"{address}/throw-away", address, numbers=[1])
    assert "2026-A-1: thrown away" in page and form().code == "2026-A-2"
    assert "kept or thrown away before" in person.send(f"{address}/keep", address, numbers=[1])
    assert "Mark at least one form first." in person.send(f"{address}/keep", address)
    assert "wait for your decision" in person.page(FORMS)
    person.send(f"{address}/keep", address, numbers=[3])
    assert "wait for your decision" not in person.page(FORMS)


@ONE_KIND
def test_issue3_the_seed_draws_the_same_forms_again(world, member):
    person = member("psychometrician")
    assemble(person, world, forms=2, name="A")
    assemble(person, world, forms=2, name="B")
    digests = {row.code: row.digest for row in db.session.query(ExamForm)}
    assert digests["A-1"] == digests["B-1"] and digests["A-2"] == digests["B-2"]


@ONE_KIND
def test_issue3_forms_are_disjoint_or_share_an_anchor_and_avoid_published_forms(world, member, clock):
    extra = maker.contents_for(BLUEPRINT, "u")
    actions.import_items(extra, now=clock(), by=maker.AUTHOR)
    actions.approve_imported(items_in(states=("draft",)), note="", now=clock(), by=maker.REVIEWER)
    person = member("psychometrician")
    assembled(person, world, forms=2, sharing="disjoint")
    assert job().result["report"]["quality"]["overlap"] == [[25, 0], [0, 25]]
    assembled(person, world, forms=2, sharing="overlap", overlap=6, anchor=5)
    report = job().result["report"]
    assert len(report["anchor"]) == 5 and 5 <= report["quality"]["overlap"][0][1] <= 6
    assert "the anchor alone makes any two forms share" in ask(person, world, sharing="overlap", overlap=2, anchor=5)
    assemble(person, world, name="first")
    member("reviewer").send(address("publish"), address())
    page = assembled(person, world, name="second", avoid_forms=[form().id])
    first = {row.revision.item.code for row in form().items}
    codes = set(re.findall(r"<li>([tu]-\d+)", person.page(page)))
    assert len(codes) == 25 and not codes & first


@ONE_KIND
def test_issue3_an_assembly_whose_item_was_edited_meanwhile_is_not_kept(world, member, clock):
    person = member("psychometrician")
    page = assembled(person, world)
    row = items_in()[0]
    changed = replace(row.current.content, stem="Another question?")
    actions.edit(row, changed, seen_number=1, note="", now=clock(), by=maker.AUTHOR)
    assert "have a newer revision" in person.send(f"{page}/keep", page, numbers=[1])
    assert db.session.query(ExamForm).count() == 0


def test_issue3_a_published_form_renders_the_same_bytes_whatever_changes_around_it(world, member, clock):
    assemble(member("psychometrician"), world)
    person = member("reviewer")
    person.page(address("sheet"), status=404)
    person.send(address("publish"), address())
    before = person.client.get(address("sheet"))
    entry = db.session.query(AuditEntry).order_by(AuditEntry.no.desc()).first()
    assert entry.facts["sheet"] == hashlib.sha256(before.data).hexdigest()
    assert b"Secure exam material" in before.data and before.data.count(b'class="question"') == 25
    assert b"Option b of" in before.data and b"Why b." not in before.data
    for row in items_in():
        changed = replace(row.current.content, stem="Another question?", competency="C11", level="recall")
        actions.edit(row, changed, seen_number=1, note="", now=clock(), by=maker.AUTHOR)
    programs.adopt(replace(world.version.program, version="later"), BLUEPRINT, now=clock(), by=maker.AUTHOR)
    person.send(address("withdraw"), reason="seen on the web")
    db.session.expire_all()
    assert person.client.get(address("sheet")).data == before.data == rendered_sheet(form())
    assert "misses" not in person.page(address())
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(update(ExamFormSheet).values(data=b"other"))
    db.session.rollback()
    assert member("auditor").client.get(address("sheet")).status_code == 403


@ONE_KIND
def test_issue3_a_draft_is_refused_by_withdrawing_it(world, member):
    assemble(member("psychometrician"), world)
    person = member("reviewer")
    assert "The form is withdrawn" in person.send(address("withdraw"), reason="too hard")
    assert "This exam form is no draft." in person.send(address("publish"), address("withdraw"))


@ONE_KIND
def test_issue3_the_page_of_a_form_shows_its_pictures_and_how_often_its_items_are_used(world, member):
    person = member("psychometrician")
    assemble(person, world)
    member("reviewer").send(address("publish"), address())
    page = person.page(address())
    assert page.count("<svg") >= 4 and "Stands on forms" in page and "How often a question stands on a form" in page
    assert re.search(r"t-000</a></td>.*?<td>yes</td><td>1</td><td>not measured</td>", page, re.S)
