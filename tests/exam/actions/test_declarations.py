"""Ties are declared before anybody acts: it stays as signed, and proctors and panelists sign too (C14)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from exam.actions import attestations, panels, sittings, standard_setting
from exam.actions.attestations import Signature
from exam.database import db
from exam.errors import Refused
from exam.rules import actors
from tests.factories import panels as panel_maker
from tests.factories import world as maker
from tests.factories.people import staff
from tests.support.databases import ONE_KIND

STANDING_WORLD = True


@pytest.fixture
def world(db_app, clock) -> maker.World:
    return maker.standing_world(now=clock())


def test_c14_a_declaration_is_never_changed_or_taken_away(db_app, clock):
    staff("releaser", now=clock())
    for statement in ("UPDATE declaration SET valid_until = valid_until + 1", "DELETE FROM declaration"):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text(statement))
        db.session.rollback()


@ONE_KIND
def test_c14_a_proctor_without_a_declaration_of_ties_neither_admits_nor_attests(world):
    sitting = maker.registered(world)
    asked = maker.nominated(world, sitting)
    by = actors.proctor(asked.id)
    for state, statement in (("invited", None), ("accepted", None)):
        asked.state, asked.statement = state, statement
        db.session.commit()
        assert asked.declared_at is None
        with pytest.raises(Refused):
            sittings.admit(asked, identity_document="passport", now=world.now, by=by)
    handed_in = maker.submitted(world)
    nomination = handed_in.nominations[0]
    assert nomination.declared_at == nomination.answered_at == world.now
    statement, nomination.statement = nomination.statement, None
    db.session.commit()
    signing = {"typed_code": maker.end_code(world, handed_in), "secrets": world.secrets, "text": maker.WORDS,
               "answers": dict(maker.ALL_YES), "reported": None, "signature": Signature(nomination.name)}
    with pytest.raises(Refused, match="cannot be attested"):
        attestations.attest(nomination, maker.link_of(nomination, "attest"), **signing, now=world.now,
                            by=actors.proctor(nomination.id))
    nomination.statement = statement
    db.session.commit()
    assert maker.attested(world, handed_in).outcome == "clean"


@ONE_KIND
def test_c14_a_panelist_rates_only_after_the_signed_declaration_with_its_day(world, app):
    study = panel_maker.seated(world, panel_maker.study(world))
    standard_setting.open_round(study, now=world.now, by=panel_maker.BY)
    rater = panel_maker.at(app, study.panelists[0]).panelist
    signed = rater.statement
    assert signed["at"] == world.now.isoformat() and signed["conflict"] == "none" and signed["digest"]
    rater.statement = None
    db.session.commit()
    with pytest.raises(Refused, match="not open"):
        panels.rate(rater, 1, 1, 60, now=world.now, by=actors.panelist(rater.id))
