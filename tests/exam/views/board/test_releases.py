"""Releasing in a batch: a set that was looked at, a number typed by hand, and nothing beyond them (T32)."""

import re

import pytest
from sqlalchemy import event

from exam.actions import incidents
from exam.database import db
from exam.models import Release, Result, Sitting
from exam.queries.sittings import ready_for_batch
from tests.factories import world as maker
from tests.support.databases import ONE_KIND

STANDING_WORLD = True

BATCH = "/board/sittings/batch-release"


@pytest.fixture
def tables() -> dict:
    return {"release": {"mode": "staff_batch"}}


def ready(world) -> Sitting:
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    return sitting


def fields_of(page: str) -> dict[str, str]:
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("csrf_token", "looked_at")}


def test_t32_a_batch_releases_exactly_what_was_looked_at_and_counted(world, member):
    person = member("releaser")
    first, second, waiting = ready(world), ready(world), maker.submitted(world)
    page = person.page(BATCH)
    assert "<strong>2</strong> results" in page and waiting.candidate.board_candidate_id not in page
    fields = fields_of(page)
    wrong = person.client.post(BATCH, data={**fields, "count": "3"})
    assert wrong.status_code == 400 and b"You typed 3, but the list holds 2." in wrong.data
    third = ready(world)
    stale = person.client.post(BATCH, data={**fields, "count": "2"})
    assert stale.status_code == 400 and b"The list has changed since you looked at it." in stale.data
    assert db.session.query(Result).count() == 0
    done = person.client.post(BATCH, data={**fields_of(stale.get_data(as_text=True)), "count": "3"})
    assert done.status_code == 303
    assert {row.sitting_id for row in db.session.query(Release)} == {first.id, second.id, third.id}
    assert {row.mode for row in db.session.query(Release)} == {"staff_batch"}
    assert waiting.state == "submitted"
    assert "Released: 3." in person.page(done.headers["Location"])
    assert "Nothing is ready for release." in person.page(BATCH)


@ONE_KIND
def test_what_waits_for_its_proctor_is_not_read_to_count_a_batch(world):
    key, opened = ready(world).id, []
    maker.submitted(world)
    db.session.expunge_all()
    event.listen(Sitting, "load", see := lambda row, _: opened.append(row.id))
    try:
        assert [row.id for row in ready_for_batch()] == [key] == opened
    finally:
        event.remove(Sitting, "load", see)


def test_t12_what_a_hold_or_an_incident_stops_is_in_no_batch(world, member):
    person = member("administrator", "releaser")
    held, doubtful = ready(world), maker.submitted(world)
    maker.attested(world, doubtful, answers={**maker.ALL_YES, "7": "no"})
    incidents.place_hold(held, reason="x", owner_id=person.account.id, due_on=world.now.date(), now=world.now,
                         by=person.by)
    assert ready_for_batch() == []
    refused = person.send(f"/board/sittings/{doubtful.id}/release", page=f"/board/sittings/{held.id}")
    assert "1 incident waits for the board" in refused
    assert db.session.query(Result).count() == 0
