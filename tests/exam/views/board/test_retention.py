"""The board's page of retention: it says what is due and what is held, and only legal holds change there."""

import pytest

from exam.actions import retention
from exam.database import db
from exam.models import Disposal, HandedIn, LegalHold
from exam.queries.retention import due_sittings
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND


@pytest.fixture
def sitting(db_app, clock):
    """A released sitting whose time was over a year ago."""
    world = make.world("mo-cps", now=clock(), retention={"answers_years": 10})
    row = states.released(world, right=75)
    clock.set(world.now.replace(year=world.now.year + 11))
    return row


def test_c26_holds_are_placed_and_lifted_by_two_persons_and_no_page_deletes(sitting, member, clock):
    first, second, reader = member("administrator"), member("releaser"), member("auditor")
    page = reader.page("/board/retention")
    assert "answers_years = 10" in page and "1 due" in page and "not set: nothing is deleted" in page
    reader.page(f"/board/retention/sittings/{sitting.id}/place-hold", 403)
    first.send(f"/board/retention/sittings/{sitting.id}/place-hold", about="candidate", reason="Case 7")
    hold = db.session.query(LegalHold).one()
    assert hold.candidate_id == sitting.candidate_id
    assert "1 kept by a legal hold" in reader.page("/board/retention")
    lift = f"/board/retention/holds/{hold.id}/lift"
    assert "somebody else has to lift it" in first.send(lift, reason="Over.")
    second.send(lift, reason="Over.")
    assert "1 due" in reader.page("/board/retention")
    refused = first.send("/board/retention/place-hold", candidate="nobody", reason="Case 8")
    assert "No candidate has this id" in refused and "Case 8" in refused
    first.send("/board/retention/place-hold", candidate=sitting.candidate.board_candidate_id, reason="Case 8")
    assert db.session.query(LegalHold).count() == 2
    assert (db.session.query(HandedIn).count(), db.session.query(Disposal).count()) == (1, 0)


def test_c26_a_disposal_is_read_with_its_digest_on_the_pages_of_the_board(sitting, member, clock):
    (due,) = due_sittings("answers", clock())
    row = retention.dispose(due, now=clock(), by=actors.operator("Jo Roe"))
    reader = member("auditor")
    for address in ("/board/retention/disposals", f"/board/sittings/{sitting.id}"):
        page = reader.page(address)
        assert row.digest in page and "answers_years = 10" in page
    form_page = member("psychometrician").page(f"/board/analysis/forms/{sitting.exam_form_id}")
    assert "0 sittings are released for this form; the answers of 1 more were disposed of" in form_page
    assert "Jo Roe" in reader.page("/board/retention/disposals")
