"""Sets of items: one text for all of them, however it is changed, and side by side on every exam form."""

from dataclasses import replace

import pytest

from exam.actions import exam_forms, items
from exam.database import AuditEntry, db
from exam.errors import Refused
from exam.models import Item
from exam.queries.item_sets import faults_of_item, text_of_set
from exam.queries.items import item_with_code
from tests.factories import kinds
from tests.factories import world as maker

NEW = "<p>Another text about a chart.</p>"


@pytest.fixture
def world(db_app, clock):
    return maker.program_only(now=clock.now())


@pytest.fixture
def rows(world) -> list[Item]:
    """One approved item of each kind; the last two are a set."""
    return kinds.practice_of_each(world.version, now=world.now)


def texts(rows) -> list[str]:
    db.session.expire_all()
    return [row.current.content.stimulus for row in rows]


def test_another_text_of_a_set_is_a_new_draft_of_every_item_of_it(world, rows):
    first, second = rows[4:]
    items.edit(first, replace(first.current.content, stimulus=NEW), seen_number=1, note="", now=world.now,
               by=maker.AUTHOR)
    assert texts([first, second]) == [NEW, NEW]
    assert [(row.state, len(row.revisions)) for row in (first, second)] == [("draft", 2), ("draft", 2)]
    assert second.current.change_note == "The text of the set was changed with k-5."
    entry = db.session.query(AuditEntry).filter_by(action="edit_item").one()
    assert entry.facts["set_with"] == ["k-6"]


def test_an_edit_that_leaves_the_text_leaves_the_other_items(world, rows):
    first, second = rows[4:]
    items.edit(first, replace(first.current.content, title="A title"), seen_number=1, note="", now=world.now,
               by=maker.AUTHOR)
    assert (len(second.revisions), second.state) == (1, "approved")


@pytest.mark.parametrize("joining", ["written", "edited"])
def test_an_item_that_joins_a_set_does_not_change_its_text(world, rows, joining):
    scenario = rows[4].current.content.scenario
    content = maker.item_content("late", scenario=scenario, stimulus=NEW)
    with pytest.raises(Refused, match="has another text already"):
        if joining == "written":
            items.write(content, now=world.now, by=maker.AUTHOR)
        else:
            items.edit(rows[0], replace(content, code="k-1"), seen_number=1, note="", now=world.now, by=maker.AUTHOR)
    assert texts(rows[4:]) == [kinds.STIMULUS] * 2
    assert text_of_set(scenario, "en") == kinds.STIMULUS
    assert text_of_set("new", "en") == text_of_set(scenario, "es") == ""


def test_a_set_whose_items_disagree_is_not_approved(world, rows):
    second = rows[5]
    changed = replace(second.current.content, stimulus=NEW)
    items.import_items([changed], now=world.now, by=maker.AUTHOR)  # a file can bring one item of a set alone
    db.session.expire_all()
    assert "set-differs" in [fault.code for fault in faults_of_item(second.current.content) if fault.blocks]
    with pytest.raises(Refused, match="k-5 of the same set holds another text"):
        items.approve_imported([second], note="", now=world.now, by=maker.REVIEWER)
    items.import_items([replace(rows[4].current.content, stimulus=NEW)], now=world.now, by=maker.AUTHOR)
    items.approve_imported([item_with_code("k-5"), second], note="", now=world.now, by=maker.REVIEWER)
    assert second.state == "approved"


def test_a_form_that_tears_a_set_apart_is_never_published(world, rows):
    order = [rows[4], rows[0], rows[5]]
    form = exam_forms.keep_draft(world.version, [(row, True) for row in order], code="torn", seed=1,
                                 purpose="practice", now=world.now, by=maker.AUTHOR)
    with pytest.raises(Refused, match="do not stand side by side"):
        exam_forms.publish(form, now=world.now, by=maker.REVIEWER)


def test_a_sitting_never_begins_with_a_set_torn_apart(world, rows):
    order = [rows[4], rows[0], rows[5]]
    form = exam_forms.keep_draft(world.version, [(row, True) for row in order], code="torn", seed=1,
                                 purpose="practice", now=world.now, by=maker.AUTHOR)
    with pytest.raises(Refused, match="cannot be shown as it stands"):
        kinds.begun_with(form, world)
