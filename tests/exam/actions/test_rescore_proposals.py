"""Another key of an item that candidates may have answered: never in silence, and never by the file."""

from dataclasses import replace

import pytest

from exam.actions import items
from exam.database import db
from exam.errors import Refused
from exam.models import RescoreProposal
from exam.queries.item_use import rescore_proposals_of, uses_of
from exam.queries.items import item_with_code
from tests.factories import world as maker
from tests.support.databases import ONE_KIND


def changed(row, clock, key: str, **facts):
    content = replace(row.current.content, key=key)
    return items.edit(row, content, seen_number=row.current.number, note="", now=clock(), by=maker.AUTHOR, **facts)


@pytest.fixture
def used(db_app, clock):
    maker.world(now=clock())
    return item_with_code("t-001")


def test_issue3_another_key_after_use_needs_a_reason_and_opens_a_proposal(used, clock):
    with pytest.raises(Refused, match="Say why"):
        changed(used, clock, "c")
    db.session.rollback()
    assert (used.current.number, db.session.query(RescoreProposal).count()) == (1, 0)
    changed(used, clock, "c", key_reason="The source was misread.")
    proposal, = rescore_proposals_of(used)
    assert (proposal.old_revision.number, proposal.new_revision.number, proposal.state, proposal.reason) == (
        1, 2, "open", "The source was misread.")
    assert proposal.old_revision.content.key == "b"


@ONE_KIND
def test_issue3_only_a_change_of_what_counts_opens_one_and_the_old_key_again_opens_none(used, clock):
    items.edit(used, replace(used.current.content, stem="Clearer?"), seen_number=1, note="", now=clock(),
               by=maker.AUTHOR)
    assert rescore_proposals_of(used) == []
    changed(used, clock, "c", key_reason="Misread.")
    changed(used, clock, "b")
    assert len(rescore_proposals_of(used)) == 1


@ONE_KIND
def test_issue3_an_item_that_nobody_can_have_answered_changes_its_key_freely(db_app, clock):
    maker.program_only(now=clock())
    items.import_items([maker.item_content("a-1")], now=clock(), by=maker.AUTHOR)
    row = item_with_code("a-1")
    changed(row, clock, "c")
    assert (row.current.content.key, rescore_proposals_of(row), uses_of(row)) == ("c", [], [])


@ONE_KIND
def test_issue3_a_file_never_changes_the_key_of_a_used_item(used, clock):
    content = replace(used.current.content, key="c")
    with pytest.raises(Refused, match="on the page of the item"):
        items.import_items([content], now=clock(), by=maker.AUTHOR)
    db.session.rollback()
    assert used.current.content.key == "b"


@ONE_KIND
def test_issue3_where_an_item_was_used_is_told_by_form_and_sitting(used, clock):
    form, = uses_of(used)
    assert (form.revision_number, form.scored, form.sittings) == (1, True, 0)
    world = maker.standing_world(now=clock())
    maker.begun(world)
    assert [one.sittings for one in uses_of(used)] == [1]
