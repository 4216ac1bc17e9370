"""A sitting's page: what is missing, time, proctor and holds, and never an answer or a score."""


from sqlalchemy import event

from exam.actions import incidents, nominations
from exam.database import db
from exam.models import Hold, Incident, Letter, Link, SittingCode, TimeCredit
from exam.queries.gate import missing_for
from exam.queries.sittings import missing_for_each, ready_for_batch, sittings_page, trail_of
from exam.rules import actors
from tests.factories import world as maker

STANDING_WORLD = True


def address(sitting, *parts: str) -> str:
    return "/".join((f"/board/sittings/{sitting.id}", *parts))


def hold(world, sitting, owner) -> Hold:
    return incidents.place_hold(sitting, reason="Waiting for a call.", owner_id=owner.account.id,
                                due_on=world.now.date(), now=world.now, by=owner.by)


def test_the_list_says_what_is_missing_in_the_words_of_the_gate(world, member, clock):
    auditor = member("auditor")
    registered, running, waiting = maker.registered(world), maker.begun(world), maker.submitted(world)
    ready = maker.submitted(world)
    maker.attested(world, ready)
    doubtful = maker.submitted(world)
    maker.attested(world, doubtful, answers={**maker.ALL_YES, "5": "no"})
    hold(world, doubtful, auditor)
    unapproved = maker.submitted(world)
    maker.attested(world, unapproved).nomination.approval = "withheld"
    db.session.commit()
    rows = [registered, running, waiting, ready, doubtful, unapproved]
    assert missing_for_each(rows) == {row.id: missing_for(row) for row in rows}
    page = auditor.page("/board/sittings?show=submitted")
    assert "The board has not approved this proctor." in page
    assert "4 sittings" in page and "ready for release" in page and "The proctor has not attested yet." in page
    assert "1 incident waits for the board" in page and "1 hold is in place." in page
    assert "No sitting fits." in auditor.page("/board/sittings?show=void")
    assert registered.candidate.legal_name in auditor.page("/board/sittings?show=nonsense")
    assert ready_for_batch() == []  # this program releases by itself
    assert sittings_page("overdue", "", 1, now=clock()).rows == []
    assert sittings_page("overdue", "", 1, now=clock.advance(days=8)).rows == [waiting]


def test_c21_t12_a_sittings_page_holds_no_answer_no_score_and_the_arrangement_only_for_those_who_grant(world, member):
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    everybody = member("releaser", "auditor").page(address(sitting))
    for secret in [opaque for row in sitting.positions for opaque, _ in row.options]:
        assert secret not in everybody
    assert "raw" not in everybody and "score" not in everybody.lower() and "Arranged" not in everybody
    assert "Arranged" in member("administrator").page(address(sitting))
    assert [step.step for step in trail_of(sitting.id)] == ["accept", "attest", "admit", "begin", "submit"]


def test_time_and_a_pause_reach_the_clock_and_are_on_record(world, member):
    sitting, person = maker.begun(world), member("administrator")
    before = sitting.deadline_at
    page = person.send(address(sitting, "give-time"), minutes="600", kind="outage", reason="Our server was away.")
    assert "Give between 1 and 480 minutes." in page and "Our server was away." in page
    assert "10 minutes given" in person.send(address(sitting, "give-time"), minutes="10", kind="outage",
                                             reason="Our server was away.")
    assert (sitting.deadline_at - before).total_seconds() == 600
    assert db.session.query(TimeCredit).one().given_by == str(person.by)
    person.send(address(sitting, "pause"), reason="Fire alarm.")
    assert sitting.state == "paused" and sitting.deadline_at is None
    page = person.send(address(sitting, "pause"), reason="Again.")
    assert "cannot pause now" in page and "Again." in page


def test_c15_a_proctor_is_approved_written_to_again_marked_and_replaced(world, member):
    sitting, person = maker.registered(world), member("administrator")
    nomination = maker.nominated(world, sitting, relationship_kind="coworker")
    old = maker.link_of(nomination, "accept")
    assert nomination.name in person.page("/board/sittings/proctors")
    ways = address(sitting, "proctors", nomination.id)
    assert "Say how it was checked." in person.send(f"{ways}/approve", given="yes")
    person.send(f"{ways}/approve", given="yes", note="Called the clinic.")
    assert (nomination.approval, nomination.approval_note) == ("given", "Called the clinic.")
    assert "A letter with a new link is on its way" in person.send(f"{ways}/send-again", page=address(sitting))
    assert old.revoked_at is not None and db.session.query(Link).filter_by(nomination_id=nomination.id).count() == 2
    person.send(f"{ways}/bounce", page=address(sitting))
    assert nomination.state == "bounced"
    words = {"name": "Kim Other", "email": "kim@example.net", "phone": "816-555-0199", "organisation": "Clinic"}
    replace = address(sitting, "replace-proctor")
    assert "Not a valid choice" in person.send(replace, relationship_kind="relative", **words)
    person.send(replace, relationship_kind="supervisor", **words)
    assert [row.state for row in sitting.nominations] == ["replaced", "invited"]


def test_t43_a_nomination_or_hold_of_another_sitting_is_not_found(world, member):
    one, other, person = maker.registered(world), maker.registered(world), member("administrator", "releaser")
    nomination = maker.nominated(world, one)
    placed = hold(world, one, person)
    assert person.client.get(address(other, "proctors", nomination.id, "approve")).status_code == 404
    assert person.client.get(address(other, "holds", placed.id, "lift")).status_code == 404
    assert person.client.get(address(one, "holds", placed.id, "lift")).status_code == 200


def test_c11_a_hold_needs_reason_owner_and_a_day_and_stops_the_release_until_it_is_lifted(world, member):
    sitting, person = maker.submitted(world), member("administrator", "releaser")
    maker.attested(world, sitting)
    whole = {"reason": "A call is awaited.", "owner": person.account.id, "due_on": "2026-03-09"}
    for missing in whole:
        person.send(address(sitting, "place-hold"), **{**whole, missing: ""})
    person.send(address(sitting, "place-hold"), **{**whole, "due_on": "2026-03-01"})
    assert db.session.query(Hold).count() == 0
    assert "1 hold is in place." in person.send(address(sitting, "place-hold"), **whole)
    assert "The result is released" not in person.send(address(sitting, "release"), page=address(sitting))
    assert "A call is awaited." in person.page("/board/sittings/holds?whose=yours")
    placed = db.session.query(Hold).one()
    assert "Say why the hold is lifted." in person.send(address(sitting, "holds", placed.id, "lift"), reason=" ")
    person.send(address(sitting, "holds", placed.id, "lift"), reason="The call came.")
    assert missing_for(sitting) == []
    assert "The result is released" in person.send(address(sitting, "release"), page=address(sitting))
    assert sitting.state == "released"


def test_t55_an_incident_reported_by_staff_holds_by_its_kind_and_moves_no_state(world, member):
    sitting, person = maker.begun(world), member("releaser")
    report = address(sitting, "report-incident")
    page = person.send(report, code="I50", happened_at="2026-03-02T09:30", text="")
    assert "Say what happened." in page and "2026-03-02T09:30" in page
    person.send(report, code="I50", happened_at="2026-03-02T08:30", text="Notes on a desk.")
    row = db.session.query(Incident).one()
    assert (row.effect, row.source, sitting.state) == ("hold", "staff", "in_progress")
    assert row.happened_at.isoformat() == "2026-03-02T14:30:00+00:00"


def test_a_fresh_end_code_replaces_the_closed_one(world, member):
    sitting, person = maker.submitted(world), member("administrator")
    person.send(address(sitting, "renew-end-code"), page=address(sitting))
    assert SittingCode.newest(sitting.id, "end").serial == 2
    code = maker.end_code(world, sitting)
    assert code not in person.page(address(sitting)) and code.replace(" ", "") not in person.page(address(sitting))


def test_an_accepted_proctor_gets_the_letter_for_what_is_next(world, member):
    sitting, person = maker.registered(world), member("administrator")
    nomination = maker.accepted(world, sitting)
    person.send(address(sitting, "proctors", nomination.id, "send-again"), page=address(sitting))
    kinds = [row.kind for row in db.session.query(Letter).filter_by(nomination_id=nomination.id, audience="proctor")]
    assert kinds.count("proctor/admission") == 2
    other = maker.registered(world)
    declined = maker.nominated(world, other)
    nominations.decline(declined, maker.link_of(declined, "accept"), now=world.now, by=actors.proctor(declined.id))
    assert "We do not wait for this person" in person.send(
        address(other, "proctors", declined.id, "send-again"), page=address(sitting))


def test_t54_lists_ask_the_database_as_often_for_many_as_for_one(world, member):
    person = member("auditor", "administrator", "releaser")
    lists = ("/board/sittings", "/board/roster", "/board/sittings/proctors", "/board/incidents", "/board/letters")

    def questions() -> list[int]:
        return [counted(lambda address=address: person.page(address)) for address in lists]

    for number in range(2):
        maker.nominated(world, maker.registered(world), relationship_kind="coworker", phone=f"816555{number:04}")
    few = questions()
    for number in range(2, 6):
        maker.nominated(world, maker.registered(world), relationship_kind="coworker", phone=f"816555{number:04}")
    assert questions() == few


def counted(look) -> int:
    """How many statements the database was asked while `look` ran."""
    asked = []

    def note(*facts) -> None:
        asked.append(facts[2])

    event.listen(db.engine, "before_cursor_execute", note)
    look()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
