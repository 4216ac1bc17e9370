"""Incidents: everything on one page, a decision with its reason, and two persons for what takes away (C12)."""

from datetime import timedelta

import pytest

from exam.actions import incidents
from exam.actions.help import ask_for_help
from exam.cli.sweeping import sweep_once
from exam.database import db
from exam.errors import Refused
from exam.models import Incident, IncidentDecision, Letter
from exam.queries.gate import missing_for
from exam.queries.incidents import calls_now
from exam.queries.sittings import ready_for_batch
from exam.queries.waiting import waiting_for
from exam.rules import actors
from exam.rules.incident_facts import sentences_of
from exam.web.evidence_summary import decision_told
from tests.factories import world as maker
from tests.factories.states import heard
from tests.support.databases import ONE_KIND

STANDING_WORLD = True


@pytest.fixture
def incident(world) -> Incident:
    sitting = maker.submitted(world)
    maker.attested(world, sitting, answers={**maker.ALL_YES, "5": "no"}, reported=("I20", "A drill next door."))
    return db.session.query(Incident).filter_by(sitting_id=sitting.id, code="I60").one()


def address(incident: Incident) -> str:
    return f"/board/incidents/{incident.id}"


def test_c17_one_page_holds_the_facts_and_what_both_said(world, incident, member):
    incidents.report(incident.sitting, code="I30", source="candidate", text="I felt unwell.", happened_at=world.now,
                     now=world.now, by=actors.candidate("x"))
    page = member("auditor").page(address(incident))
    assert "A drill next door." in page and "I felt unwell." in page and "<strong>no</strong>" in page
    assert "Keep this decision" not in page
    listed = member("releaser").page("/board/incidents")
    assert "2 incidents" in listed and "waits for a decision" in listed and "today" in listed
    assert "note" in member("releaser").page("/board/incidents?show=all")


def test_a_decision_needs_a_choice_and_a_reason_and_nothing_typed_is_lost(incident, member):
    person = member("releaser")
    page = person.send(address(incident), reason="Spoke to both.")
    assert "Choose one of the decisions." in page and "Spoke to both." in page
    page = person.send(address(incident), decision="release", reason=" ")
    assert "Say why the board decides so." in page and incident.is_open
    assert "The decision is kept." in person.send(address(incident), decision="release", reason="Spoke to both.")
    assert not incident.is_open and incident.sitting.state == "submitted"


@ONE_KIND
def test_what_was_decided_waits_for_its_release_since_no_sweep_releases_it(world, member, clock):
    """This program releases by itself, but only what was attested cleanly: the rest would wait unseen."""
    person, sitting = member("releaser"), maker.submitted(world)
    maker.attested(world, sitting, reported=("I20", "A drill next door."))
    incident = db.session.query(Incident).filter_by(sitting_id=sitting.id).one()
    assert ready_for_batch() == []
    told = person.send(address(incident), decision="release_with_note", reason="Spoke to both.")
    assert "the result can be released on the page of the sitting" in told
    sweep_once(clock())
    assert sitting.state == "submitted" and ready_for_batch() == [sitting]
    waits = waiting_for(person.account.id, lambda _: True, now=clock())
    assert [row.count for row in waits if row.where == "releases.batch"] == [1]
    home = person.page("/board")
    assert home.index("ready for your release") < home.index("Where nothing waits") < home.index("Holds that are yours")
    assert sitting.candidate.board_candidate_id in person.page("/board/sittings/batch-release")


def test_c12_what_takes_a_sitting_away_needs_a_second_person(world, incident, member):
    one, other = member("releaser"), member("releaser")
    heard(incident, now=world.now, by=one.by)
    page = one.send(address(incident), decision="void_counting", reason="Half an hour away.")
    assert "Another person has to confirm this" in page
    assert incident.is_open and incident.sitting.state == "submitted"
    row = db.session.query(IncidentDecision).one()
    confirm = f"{address(incident)}/decisions/{row.id}/confirm"
    assert "Somebody else has to confirm this decision." in one.send(confirm, page=address(incident))
    assert incident.sitting.state == "submitted"
    assert "waits for a second person" in other.page("/board/incidents")
    assert "The sitting is void." in other.send(confirm, page=address(incident))
    assert incident.sitting.state == "void" and row.confirmed_by == str(other.by)
    assert db.session.query(Letter).filter_by(kind="candidate/sitting_void").count() == 1


def test_a_second_person_who_does_not_agree_decides_otherwise(world, incident, member):
    one, other = member("releaser"), member("releaser")
    heard(incident, now=world.now)
    one.send(address(incident), decision="void_counting", reason="x")
    other.send(address(incident), decision="release_with_note", reason="The door stood open, nobody came in.")
    row = db.session.query(IncidentDecision).filter_by(decision="void_counting").one()
    page = other.send("/board/incidents/" + incident.id + f"/decisions/{row.id}/confirm", page="/board")
    assert "There is nothing to confirm." in page and incident.sitting.state == "submitted"
    for said in (one.page(address(incident)), one.page(f"{address(incident)}/timeline")):
        assert said.count("The sitting is void") == said.count("not confirmed by a second person: The sitting is void")
    documents = {"decision": row.decision, "reason": row.reason, "decided_at": row.decided_at.isoformat(),
                 "decided_by": row.decided_by, "confirmed_at": None}
    assert dict(decision_told(documents, "I60", {}))["Decision"].startswith("Proposed, not confirmed")


def test_c12_whoever_proctored_the_exam_does_not_decide_about_it(world, member):
    person, other = member("releaser"), member("releaser")
    sitting = maker.submitted(world, maker.begun(world))
    sitting.nominations[-1].email_canonical = person.account.email_canonical
    db.session.commit()
    maker.attested(world, sitting, answers={**maker.ALL_YES, "5": "no"})
    incident = db.session.query(Incident).filter_by(sitting_id=sitting.id).one()
    assert "You were named as a proctor of this exam." in person.send(address(incident), decision="release", reason="x")
    heard(incident, now=world.now)
    row = incidents.decide(incident, decision="void_counting", reason="x", now=world.now, by=other.by)
    with pytest.raises(Refused, match="You were named as a proctor"):
        incidents.confirm(incident, row, now=world.now, by=person.by)
    assert incident.is_open


def test_t12_another_witness_cannot_be_decided_while_the_doubtful_attestation_is_in_force(world, incident, member):
    page = member("releaser").send(address(incident), decision="replace_proctor", reason="Somebody else signed.")
    assert "A proctor has attested this exam" in page
    assert incident.is_open and "2 incidents wait for the board's decision." in missing_for(incident.sitting)


def test_before_an_exam_begins_there_is_nothing_to_make_void(world, member):
    sitting = maker.registered(world)
    incident = incidents.report(sitting, code="I61", source="staff", text="x", happened_at=world.now, now=world.now,
                                by=actors.staff("x"))
    page = member("releaser").send(address(incident), decision="void_counting", reason="x")
    assert "This exam has not begun" in page


def test_t43_a_decision_of_another_incident_is_not_found(world, incident, member):
    person = member("releaser")
    heard(incident, now=world.now)
    row = incidents.decide(incident, decision="void_counting", reason="x", now=world.now, by=actors.staff("x"))
    other = incidents.report(incident.sitting, code="I50", source="staff", text="x", happened_at=world.now,
                             now=world.now, by=actors.staff("x"))
    form = {"csrf_token": person.page(address(other)).split('name="csrf_token"')[1].split('value="')[1].split('"')[0]}
    answer = person.client.post(f"{address(other)}/decisions/{row.id}/confirm", data=form)
    assert answer.status_code == 404 and incident.sitting.state == "submitted"


def test_facts_are_told_in_sentences_without_ids():
    said = sentences_of({"nomination": "abc123", "alike": ["same phone number"], "stated": ["relative"],
                         "kind": "coworker", "name_differs": True, "typed_name_differs": False})
    assert len(said) == 4 and "abc123" not in " ".join(said)


def test_a_call_from_the_room_waits_for_staff_while_the_exam_runs(world, member):
    sitting, person = maker.begun(world), member("administrator")
    ask_for_help(sitting, code="I10", words="The screen went dark.", now=world.now, by=actors.candidate("x"))
    assert "Calls for help and reports from exams that have not ended" in person.page("/board")
    page = person.page("/board/incidents?show=help")
    assert "1 incident" in page and sitting.candidate.legal_name in page
    maker.submitted(world, sitting)
    assert "Nobody has asked for help or reported anything" in person.page("/board/incidents?show=help")


def test_what_a_proctor_reports_before_the_exam_waits_for_staff_although_it_holds_nothing(world, member):
    sitting, person = maker.registered(world), member("administrator")
    incidents.report(sitting, code="I10", source="proctor", text="The reader did not come.", happened_at=world.now,
                     now=world.now, by=actors.proctor("x"))
    assert sitting.candidate.legal_name in person.page("/board/incidents?show=help")
    assert "1 waiting" in person.page("/board").split("from exams that have not ended</a>")[1][:120]
    assert (calls_now(world.now), calls_now(world.now + timedelta(days=8))) == (1, 0)
