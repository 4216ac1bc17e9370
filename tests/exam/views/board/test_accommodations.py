"""Accommodations: granted on a page of their own, applied at admission, and nowhere else to be seen (C20, C21)."""

import re

import pytest

from exam.actions import accommodations, releases, sittings
from exam.database import db
from exam.models import AccommodationGrant, AuditEntry, Sitting
from exam.rules import actors
from tests.factories import world as maker

STANDING_WORLD = True

REASON = "Reads slowly after a stroke"


@pytest.fixture
def tables() -> dict:
    """A limit of an hour, so that extra time is a number."""
    program = next(program for program in maker.shipped_programs() if program.id == "mo-cps-25")
    return {"exam": {**program.document["exam"], "time_limit_minutes": 60}}


def address(sitting: Sitting, *parts: str) -> str:
    return "/".join((f"/board/accommodations/{sitting.candidate_id}", *parts))


def granted(world, person, *codes: str, count: int = 0, minutes: int = 0) -> AccommodationGrant:
    return accommodations.grant(person, codes=list(codes), break_count=count, break_minutes=minutes, reason=REASON,
                                offered=codes, now=world.now, by=actors.staff("x"))


def test_c20_a_grant_applies_by_itself_at_admission_and_to_the_next_exam_too(world, member):
    sitting, person = maker.registered(world), member("administrator")
    page = person.send(address(sitting, "grant"), codes=["time-1.5", "time-2.0"], reason=REASON)
    assert "Choose one kind of extra time only." in page and REASON in page
    page = person.send(address(sitting, "grant"), codes=["break-stop-clock"], reason=REASON)
    assert "Say how many breaks" in page
    page = person.send(address(sitting, "grant"), codes=["time-1.5", "break-stop-clock"], break_count="2",
                       break_minutes="20", reason=REASON)
    assert "90 minutes, may pause 2 times for 20 minutes in all" in page
    maker.begun(world, sitting)
    assert (sitting.limit_seconds, sitting.break_count, sitting.break_seconds) == (5400, 2, 1200)
    assert (sitting.deadline_at - sitting.begun_at).total_seconds() == 5400


def test_c20_a_grant_between_admission_and_begin_applies_by_itself(world):
    sitting, by = maker.registered(world), actors.staff("x")
    code = sittings.admit(maker.accepted(world, sitting), identity_document="passport", now=world.now, by=by)
    granted(world, sitting.candidate, "time-2.0", "break-stop-clock", count=1, minutes=10)
    sittings.begin(sitting, typed_code=code.shown(world.secrets), secrets=world.secrets, now=world.now, by=by)
    assert (sitting.limit_seconds, sitting.break_count, sitting.break_seconds) == (7200, 1, 600)
    assert (sitting.deadline_at - sitting.begun_at).total_seconds() == 7200


def test_a_withdrawn_grant_no_longer_applies_and_only_what_is_offered_can_be_granted(world, member):
    sitting, person = maker.registered(world), member("administrator")
    row = granted(world, sitting.candidate, "time-2.0")
    page = person.send(address(sitting, "grants", row.id, "withdraw"), page=address(sitting))
    assert "The grant is withdrawn." in page
    other = maker.registered(world)
    withdraw = address(other, "grants", row.id, "withdraw")
    token = {"csrf_token": re.search(r'name="csrf_token" value="([^"]*)"', person.page(address(other)))[1]}
    assert person.client.post(withdraw, data=token).status_code == 404
    assert "large-text" not in person.page(address(sitting, "grant"))
    assert maker.begun(world, sitting).limit_seconds == 3600


def test_c20_a_grant_that_came_late_is_brought_into_the_running_exam(world, member):
    sitting, person = maker.begun(world), member("administrator")
    change = f"/board/accommodations/sittings/{sitting.id}/change-limit"
    person.send(change, code="time-1.25", break_count="1", break_minutes="10")
    assert (sitting.limit_seconds, sitting.break_count, sitting.break_seconds) == (4500, 1, 600)
    person.send(change, code="none", break_count="0", break_minutes="0")
    assert (sitting.limit_seconds, sitting.break_count, sitting.break_seconds) == (4500, 1, 600)


def finished(world, sitting: Sitting) -> Sitting:
    maker.submitted(world, maker.begun(world, sitting), right=20)
    maker.attested(world, sitting)
    releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("x"))
    return sitting


def without_identity(text: str, sitting: Sitting) -> str:
    """The page with everything that differs between any two people taken out; letters of one instant have no order."""
    proctor = sitting.nominations[-1]
    candidate = sitting.candidate
    for word in (candidate.legal_name, candidate.account.name, candidate.email, candidate.phone, proctor.name,
                 proctor.email, proctor.phone, candidate.board_candidate_id):
        text = text.replace(word, "?")
    return re.sub(r"\b[a-z2-7]{26}\b|\brelease \d+\b", "?", text.split("<main")[1].split("<h2>Letters")[0])


def test_c21_twins_with_and_without_extra_time_look_the_same_on_every_page(world, member):
    plain, granted_one = maker.registered(world), maker.registered(world)
    granted(world, granted_one.candidate, "time-2.0", "reader", "food-drink")
    twins = [finished(world, plain), finished(world, granted_one)]
    assert [sitting.limit_seconds for sitting in twins] == [3600, 7200]
    reader = member("releaser", "auditor")
    pages = [without_identity(reader.page(f"/board/sittings/{sitting.id}"), sitting) for sitting in twins]
    assert pages[0] == pages[1]
    rosters = [without_identity(reader.page(f"/board/roster/{sitting.candidate_id}"), sitting) for sitting in twins]
    assert rosters[0] == rosters[1]
    assert reader.client.get(address(granted_one)).status_code == 403


def test_c21_a_break_is_no_word_on_the_pages_of_those_who_do_not_grant(world, member):
    sitting = maker.registered(world)
    granted(world, sitting.candidate, "break-stop-clock", count=1, minutes=10)
    maker.begun(world, sitting)
    sittings.pause(sitting, kind="break", now=world.now, by=actors.candidate("x"))
    page = member("releaser", "auditor").page(f"/board/sittings/{sitting.id}").split("<h1>")[1]
    assert "break" not in page and "Arranged" not in page and "Time left" not in page
    assert "Pause (break)" in member("administrator").page(f"/board/sittings/{sitting.id}")


def test_the_audit_trail_says_that_and_never_what_or_why(world):
    granted(world, maker.candidate(), "time-2.0")
    entry = db.session.query(AuditEntry).filter_by(action="grant_accommodations").one()
    assert set(entry.facts) == {"grant"}
