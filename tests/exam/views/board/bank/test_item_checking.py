"""The writing rules beside the editor: said while one writes, reasons recorded right there; a check stores nothing."""

import re

import pytest

from exam.actions import items as actions
from exam.database import AuditEntry, db
from exam.models import Item, ItemRevision, RescoreProposal
from exam.queries.items import item_with_code
from tests.exam.views.board.bank.test_items import FIELDS, address, bank, edit, refreshed, shown_fields
from tests.factories import world as maker
from tests.factories.people import token
from tests.support.databases import ONE_KIND

CHECK, NEW = "/board/items/check?kind=single", "/board/items/new?kind=single"
WARNS = {"option_b": "Always two", "accepted": ""}


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock())


def checked(person, page: str = NEW, at: str = CHECK, **change) -> dict:
    fields = {"csrf_token": token(person.client, page), "code": "n-1", "use": "operational", "seen": 1, **FIELDS,
              **change}
    answer = person.client.post(at, data=fields)
    assert answer.status_code == 200 and answer.is_json
    return answer.json


def stored() -> tuple:
    return db.session.query(Item).count(), db.session.query(ItemRevision).count(), db.session.query(AuditEntry).count()


def test_issue3_a_check_says_what_the_rules_see_in_words_and_stores_nothing(world, member):
    person = member("author")
    before = stored()
    found = checked(person, **WARNS, rationale_c="")
    assert [one["rule"] for one in found["warned"]] == ["IW-20"] and "Always" in found["warned"][0]["sentences"][0]
    assert found["warned"][0]["asks"].endswith("From: NBME Item-Writing Guide (2020), flaws of items.")
    assert any("IW-03" in sentence for sentence in found["must"])
    assert found["summary"] == f"{len(found['must'])} to mend, 1 to mend or give a reason."
    reasoned = checked(person, **{**WARNS, "reason_IW-20": "The rule is truly absolute."})
    assert reasoned["warned"][0]["reason"] == "The rule is truly absolute."
    missing = checked(person, stem="", key="")
    assert missing["must"] == ["Question: Write the question.", "Which option is right?: Choose the right option."]
    assert stored() == before


def test_issue3_a_check_needs_the_token_and_the_permission(world, member):
    assert member("author").client.post(CHECK, data={"code": "n-1", **FIELDS}).status_code == 400
    reader = member("reviewer")
    fields = {"csrf_token": token(reader.client, "/board/items/drafts"), "code": "n-1", **FIELDS}
    assert reader.client.post(CHECK, data=fields).status_code == 403


@ONE_KIND
def test_issue3_without_scripts_the_button_checks_and_nothing_typed_is_lost(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    person = member("author")
    answer = edit(person, row, 1, **WARNS, then="check")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "Always two" in page
    assert re.search(r'name="reason_IW-20" form="write"', page) and 'id="findings"' in page
    assert len(refreshed(row).revisions) == 1
    assert "The writing rules ask for nothing more" in person.page(address(row, "edit"))


@ONE_KIND
def test_issue3_a_reason_typed_beside_a_warning_is_recorded_with_the_text(world, member, clock):
    row, = bank(clock, maker.item_content("a-1"))
    person = member("author")
    refused = edit(person, row, 1, **{**WARNS, "stem": "", "reason_IW-20": "It is absolute."})
    assert refused.status_code == 400 and "IW-20 | It is absolute." in refused.get_data(as_text=True)
    assert edit(person, row, 1, **{**WARNS, "reason_IW-20": "It is absolute."}).status_code == 303
    assert refreshed(row).current.content.accepted == {"IW-20": "It is absolute."}
    actions.send_to_review(row, now=clock(), by=maker.AUTHOR)
    actions.review(row, verdict="approve", note="Read.", now=clock(), by=maker.REVIEWER)


@ONE_KIND
def test_issue3_the_page_asks_why_the_key_changes_once_candidates_may_have_answered(db_app, member, clock):
    maker.world(now=clock())
    row, person = item_with_code("t-001"), member("author")
    assert 'name="key_reason"' in person.page(address(row, "edit"))
    change = {**shown_fields(row, 1), "competency": row.current.content.competency, "key": "c"}
    refused = edit(person, row, 1, **change)
    assert refused.status_code == 400 and "Say why, so that the results" in refused.get_data(as_text=True)
    assert edit(person, row, 1, **change, key_reason="The source was misread.").status_code == 303
    assert db.session.query(RescoreProposal).one().reason == "The source was misread."
    page = person.page(address(row))
    assert "Its key was changed after use" in page and "The source was misread." in page
