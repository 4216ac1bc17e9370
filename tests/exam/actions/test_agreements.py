"""Agreeing to the information page: kept once, word for word, and never changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from exam.actions import agreements
from exam.database import db
from exam.errors import StaleEdit
from exam.models import Agreement, AuditEntry
from exam.queries.agreements import agreement_to_current, text_in_force
from exam.rules import actors
from exam.rules.agreements import text_digest
from tests.factories import world as make


@pytest.fixture
def world(db_app):
    return make.program_only()


def test_c22_agreeing_twice_keeps_one_agreement_and_two_entries(world):
    sitting = make.registered(world, agreed=False)
    first, again = make.agree(world, sitting), make.agree(world, sitting)
    assert first.id == again.id
    assert db.session.query(Agreement).count() == 1
    entries = db.session.query(AuditEntry).order_by(AuditEntry.no).all()
    assert [row.action for row in entries][-2:] == ["agree", "agree_repeated"]
    assert entries[-1].facts["text_digest"] == text_digest(text_in_force(sitting))


@pytest.mark.parametrize("change", [{"version": "2025.9"}, {"digest": "0" * 64}])
def test_c22_another_text_than_the_one_in_force_is_refused(world, change):
    sitting = make.registered(world, agreed=False)
    shown = text_in_force(sitting)
    with pytest.raises(StaleEdit, match="read it once more"):
        agreements.agree(sitting, **{"version": shown.version, "digest": text_digest(shown), **change},
                         now=world.now, by=actors.candidate("x"))
    assert agreement_to_current(sitting) is None


def test_c22_an_agreement_serves_the_next_sitting_of_the_same_text_and_nobody_else(world):
    sitting = make.registered(world)
    world.later(days=1)
    assert agreement_to_current(make.registered(world, sitting.candidate, agreed=False)) is not None
    assert agreement_to_current(make.registered(world, agreed=False)) is None


@pytest.mark.parametrize("statement", ["UPDATE agreement SET text_version = 'x'", "DELETE FROM agreement"])
def test_c22_an_agreement_is_never_changed(world, statement):
    make.registered(world)
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
        connection.execute(text(statement))


def test_c22_the_text_agreed_to_can_be_read_from_the_agreement_alone(world):
    sitting = make.registered(world)
    row = db.session.query(Agreement).one()
    kept = text_in_force(sitting)
    assert (row.program_version_id, row.text_version) == (sitting.program_version_id, kept.version)
    assert row.text_digest == text_digest(kept)
