"""Approving a list: only what others wrote, only the texts that were on the page, and all of them or none."""

import re

import pytest

from exam.actions import items as actions
from exam.database import db
from exam.models import Item, ItemReview
from exam.queries.items import item_with_code
from tests.factories import world as maker

DRAFTS = "/board/items/drafts"
READ = {"note": "Read by two of us.", "bias_note": "It favors nobody."}


@pytest.fixture
def world(db_app, clock):
    world = maker.program_only(now=clock())
    actions.import_items([maker.item_content("a-1"), maker.item_content("a-2")], now=clock(), by=maker.AUTHOR)
    return world


def looked_at(page: str) -> str:
    return re.search(r'name="looked_at"[^>]*value="([^"]*)"', page)[1]


def states() -> dict[str, str]:
    db.session.expire_all()
    return {row.code: row.state for row in db.session.query(Item)}


def test_c03_a_list_of_drafts_is_approved_by_number_after_it_was_shown(world, member):
    person = member("reviewer")
    page = person.page(DRAFTS)
    assert "Why b." in page and "<strong>2</strong> drafts wait" in page
    wrong = person.send(DRAFTS, looked_at=looked_at(page), count=3, **READ)
    assert "You typed 3, but the list holds 2. Nothing was approved." in wrong and set(states().values()) == {"draft"}
    assert "Approved: 2." in person.send(DRAFTS, looked_at=looked_at(page), count=2, **READ)
    assert set(states().values()) == {"approved"}
    assert {(row.note, row.bias_note) for row in db.session.query(ItemReview)} == {tuple(READ.values())}
    assert "No draft waits" in person.page(DRAFTS)


def test_c03_a_text_that_changed_meanwhile_is_not_approved_unread(world, member, clock):
    person = member("reviewer")
    seen = looked_at(person.page(DRAFTS))
    actions.edit(item_with_code("a-2"), maker.item_content("a-2", stem="Another?"), seen_number=1, note="", now=clock(),
                 by=maker.AUTHOR)
    assert "The list has changed since you looked" in person.send(DRAFTS, looked_at=seen, count=2, **READ)
    assert set(states().values()) == {"draft"}


def test_c03_nobody_finds_their_own_texts_on_the_list(world, member, clock):
    both = member("author", "reviewer")
    actions.import_items([maker.item_content("own-1")], now=clock(), by=both.by)
    page = both.page(DRAFTS)
    assert "a-1" in page and "own-1" not in page


def test_c03_one_fault_stops_the_whole_list_and_is_named(world, member, clock):
    actions.import_items([maker.item_content("bad-1", references=())], now=clock(), by=maker.AUTHOR)
    person = member("reviewer")
    page = person.page(DRAFTS)
    assert "bad-1, references" in page
    assert "This must be mended" in person.send(DRAFTS, looked_at=looked_at(page), count=3, **READ)
    assert set(states().values()) == {"draft"}
