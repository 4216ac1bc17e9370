"""A translation on the board's pages: both know each other, and a newer text of the original is told and answered."""

from dataclasses import replace

import pytest

from exam.actions import items as actions
from exam.database import db
from exam.models import Item
from exam.queries.items import item_with_code
from question_bank.families import text_digest
from tests.factories import world as maker
from tests.support.databases import ONE_KIND


@pytest.fixture
def pair(db_app, clock) -> tuple[Item, Item]:
    """An item and its Spanish twin, approved, and a neighbour whose code begins alike."""
    maker.program_only(now=clock())
    english = maker.item_content("q-1")
    spanish = replace(maker.item_content("q-1-es"), language="es", translation_of="q-1",
                      translation_of_digest=text_digest(english))
    actions.import_items([english, spanish, maker.item_content("q-11")], now=clock(), by=maker.AUTHOR)
    actions.approve_imported(db.session.query(Item).all(), note="", now=clock(), by=maker.REVIEWER)
    return item_with_code("q-1"), item_with_code("q-1-es")


def page_of(item: Item, step: str = "") -> str:
    return f"/board/items/{item.id}" + (f"/{step}" if step else "")


def test_an_item_and_its_translation_link_to_each_other(pair, member):
    english, spanish = pair
    person = member("author")
    page = person.page(page_of(english))
    assert f'Translation: <a href="{page_of(spanish)}">q-1-es</a> (Spanish)' in page
    assert f'Translated from <a href="{page_of(english)}">q-1</a> (English)' in person.page(page_of(spanish))
    assert "needs another look" not in page
    assert "other languages" not in person.page(page_of(item_with_code("q-11")))


@ONE_KIND
def test_a_newer_text_of_the_original_is_told_on_both_pages_and_confirmed_by_who_compared_them(pair, member, clock):
    english, spanish = pair
    person = member("author")
    changed = replace(english.current.content, stem="Another question?")
    actions.edit(english, changed, seen_number=1, note="", now=clock(), by=maker.AUTHOR)
    assert "q-1 has another text" in person.page(page_of(spanish))
    assert "needs another look" in person.page(page_of(english))
    asked = person.page(page_of(spanish, "compared"))
    assert "Another question?" in asked and 'value="1 2"' in asked
    assert "is a draft again" in person.send(page_of(spanish, "compared"), seen="1 2", note="Read both.")
    db.session.expire_all()
    assert (spanish.state, spanish.current.number) == ("draft", 2)
    assert spanish.current.change_note == "Compared with revision 2 of q-1. Read both."
    assert spanish.current.content.stem == spanish.revisions[0].content.stem
    assert "needs another look" not in person.page(page_of(spanish))


@ONE_KIND
def test_a_text_that_nobody_has_read_is_not_confirmed(pair, member, clock):
    english, spanish = pair
    for number in (1, 2):
        changed = replace(english.current.content, stem=f"Question {number}?")
        actions.edit(english, changed, seen_number=number, note="", now=clock(), by=maker.AUTHOR)
    answer = member("author").send(page_of(spanish, "compared"), seen="1 2", note="")
    assert "got another text while you were reading" in answer
    db.session.expire_all()
    assert spanish.current.number == 1


@ONE_KIND
def test_what_is_no_translation_has_nothing_to_confirm(pair, member):
    member("author").page(page_of(pair[0], "compared"), 404)
    member("auditor").page(page_of(pair[1], "compared"), 403)
