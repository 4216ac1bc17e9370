"""Whoever holds an export with a result that became void is told at once, by a letter or by staff (C18)."""

import pytest

from exam.database import db
from exam.models import CorrectionNotice, Letter
from exam.queries.corrections import notices_open
from tests.factories import world as make
from tests.factories.exporting import export, made_void, released
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND


@pytest.fixture
def world(db_app):
    return make.world()


def test_c18_everybody_who_got_a_result_that_became_void_is_told_at_once_and_nobody_else(world):
    released(world)
    earlier = export(world)
    sitting = released(world).sitting
    by_letter, by_hand = export(world, recipient_address="records@state.example"), export(world)
    assert db.session.query(CorrectionNotice).count() == 0
    made_void(world, sitting)
    after = export(world)
    notices = {row.export_id: row for row in db.session.query(CorrectionNotice)}
    assert {key: (row.void_sitting_id, row.told_at is None) for key, row in notices.items()} == {
        by_letter.id: (sitting.id, False), by_hand.id: (sitting.id, True)}
    assert not {earlier.id, after.id} & set(notices)
    letter = db.session.query(Letter).filter_by(kind="recipients/result_void").one()
    assert letter.address == "records@state.example" and by_letter.id in letter.body_text
    assert sitting.candidate.legal_last_name not in letter.body_text and sitting.id not in letter.body_text
    assert [row.export_id for row in notices_open()] == [by_hand.id]


def test_c18_a_sitting_that_becomes_void_before_its_release_is_in_nobodys_hands(world):
    released(world)
    sitting = make.submitted(world)
    export(world, recipient_address="records@state.example")
    made_void(world, sitting)
    assert db.session.query(CorrectionNotice).count() == 0
