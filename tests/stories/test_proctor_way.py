"""The proctor's way, as it is lived on a phone: asked, accepted, on the day, and the statement afterwards."""

import pytest

from exam.actions import incidents, nominations, releases, sittings
from exam.database import db
from exam.errors import NotReady
from exam.models import Attestation, Incident, Letter
from exam.queries.gate import missing_for
from exam.queries.sittings import proctors_waiting
from exam.queries.waiting import proctors_to_approve
from exam.rules import actors
from exam.web.secret_keys import secret_keys
from tests.factories import world as maker
from tests.factories.proctors import Phone, living_code


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock())


@pytest.fixture
def sitting(world):
    return maker.registered(world)


def asked(world, sitting, app, **facts) -> Phone:
    """Somebody whom the candidate has named, with a phone of their own."""
    return Phone(app.test_client(), maker.nominated(world, sitting, **facts))


def letters_to(phone: Phone) -> set[str]:
    return {row.kind for row in db.session.query(Letter).filter_by(address=phone.nomination.email)}


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def candidate_begins(sitting, clock):
    return sittings.begin(sitting, typed_code=living_code(sitting, "start"), secrets=secret_keys(), now=clock(),
                          by=actors.candidate(sitting.candidate.account_id))


def candidate_hands_in(sitting, world, clock):
    world.now = clock()
    maker.answered(world, sitting)
    return sittings.submit(sitting, now=clock(), by=actors.candidate(sitting.candidate.account_id))


def sat_through(phone: Phone, world, clock):
    """From the invitation to the hand-in, without anything irregular."""
    phone.accept()
    phone.admit()
    sitting = phone.nomination.sitting
    candidate_begins(sitting, clock)
    clock.advance(minutes=40)
    return candidate_hands_in(sitting, world, clock)


def test_the_whole_way_from_the_letter_to_the_receipt(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    assert sitting.candidate.legal_name in text_of(robin.look("accept"))

    assert robin.accept().status_code == 303
    assert robin.nomination.state == "accepted"
    assert "Thank you: you are the proctor" in text_of(robin.look("accept"))

    clock.advance(days=3)
    assert robin.admit().status_code == 303
    on_the_page = text_of(robin.look("admit"))
    assert all(group in on_the_page for group in living_code(sitting, "start").split())

    candidate_begins(sitting, clock)
    clock.advance(minutes=10)
    assert "Running" in text_of(robin.look("admit"))
    candidate_hands_in(sitting, world, clock)
    assert "has been handed in" in text_of(robin.look("admit"))

    assert "Your statement" in text_of(robin.client.get(robin.type_end_code().headers["Location"]))
    robin.sign()
    attestation = db.session.query(Attestation).one()
    assert (robin.nomination.state, attestation.outcome, attestation.signed_name) == (
        "attested", "clean", robin.nomination.name)
    assert attestation.id in text_of(robin.look("attest"))
    assert letters_to(robin) == {"proctor/invitation", "proctor/admission", "proctor/attestation_request",
                                 "proctor/receipt"}
    assert missing_for(sitting) == []
    releases.release(sitting, mode="on_clean_attestation", now=clock(), by=actors.system("release"))
    assert sitting.state == "released"


def test_somebody_who_cannot_do_it_says_no_and_the_candidate_asks_another(world, sitting, app):
    robin = asked(world, sitting, app)
    robin.decline()
    assert "That is fine" in text_of(robin.look("accept"))
    kim = asked(world, sitting, app)
    kim.accept()
    assert (robin.nomination.state, kim.nomination.state) == ("declined", "accepted")
    assert missing_for(sitting) == ["The sitting is registered, not submitted.", "Nothing has been handed in yet.",
                                    "The proctor has not attested yet."]


def test_t03_a_replaced_proctor_is_told_and_the_old_link_opens_nothing(world, sitting, app):
    robin = asked(world, sitting, app)
    asked(world, sitting, app)
    answer = robin.look("accept")
    assert (answer.status_code, "Somebody else is the proctor now" in text_of(answer)) == (410, True)
    assert robin.client.post(robin.path("accept"), data={}).status_code in (400, 410)
    assert robin.nomination.state == "replaced"
    assert letters_to(robin) == {"proctor/invitation", "proctor/released_from_duty"}


def test_t01_a_conflict_that_is_stated_is_welcome_and_holds_the_release(world, sitting, app):
    robin = asked(world, sitting, app)
    robin.accept(relationship_kind="relative", conflict_relative="yes")
    assert "The board looks at it first" in text_of(robin.look("accept"))
    assert "The exam cannot start yet" in text_of(robin.look("admit"))
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.is_open, incident.facts["stated"]) == ("I61", True, ["relative"])


def test_a_pause_by_the_proctor_and_a_fresh_code_to_go_on(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    robin.accept()
    robin.admit()
    candidate_begins(sitting, clock)
    clock.advance(minutes=5)
    robin.press("admit", "/pause", reason="health")
    assert sitting.state == "paused"
    robin.press("admit", "/code", at="/live")
    page = text_of(robin.look("admit"))
    assert "A pause by you began." in page
    code = living_code(sitting, "resume")
    assert all(group in page for group in code.split())
    clock.advance(minutes=5)
    sittings.resume(sitting, typed_code=code, secrets=secret_keys(), now=clock(),
                    by=actors.candidate(sitting.candidate.account_id))
    assert sitting.state == "in_progress"


def test_an_exam_that_is_stopped_leads_to_a_report_which_holds_the_release(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    robin.accept()
    robin.admit()
    candidate_begins(sitting, clock)
    assert robin.press("admit", "/pause", reason="stop").headers["Location"].endswith("/incident")
    robin.press("admit", "/incident", code="I51", minutes_ago="10", text="A friend came in and explained a question.")
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.source, incident.effect) == ("I51", "proctor", "hold")
    assert (incident.reported_at - incident.happened_at).total_seconds() == 600


def test_t13_i_did_not_proctor_this_exam_stays_held_even_when_another_attests_cleanly(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    sat_through(robin, world, clock)
    robin.press("attest", "/refuse", sure="did_not_proctor", own_name=robin.nomination.name)
    assert robin.nomination.state == "refused"
    assert "You have told us that you did not proctor this exam" in text_of(robin.look("attest"))
    assert "proctor/receipt" in letters_to(robin)

    world.now = clock()
    kim = asked(world, sitting, app)
    kim.accept()
    kim.type_end_code()
    kim.sign()
    assert kim.nomination.state == "attested"
    named_late = db.session.query(Incident).filter_by(source="system").one()
    incidents.decide(named_late, decision="release", reason="Kim was in the room too.", now=clock(),
                     by=actors.staff("exam-manager"))
    assert missing_for(sitting) == ["The board has not approved this proctor.",
                                    "1 incident waits for the board's decision."]


def test_t13_a_statement_counts_only_when_the_board_has_approved_who_made_it(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    sat_through(robin, world, clock)
    world.now, board = clock(), actors.staff("exam-manager")
    kim = asked(world, sitting, app)  # named after the admission
    kim.accept()
    kim.type_end_code()
    kim.sign()
    incidents.decide(db.session.query(Incident).one(), decision="release", reason="Kim was in the room too.",
                     now=clock(), by=board)
    assert (proctors_to_approve(), proctors_waiting(1).rows) == (1, [kim.nomination])
    for given in (None, False):
        if given is not None:
            nominations.approve(kim.nomination, given=given, note="Nobody knows Kim.", now=clock(), by=board)
        with pytest.raises(NotReady, match="The board has not approved this proctor."):
            releases.release(sitting, mode="staff_batch", now=clock(), by=board)
    nominations.approve(kim.nomination, given=True, note="Called the clinic.", now=clock(), by=board)
    releases.release(sitting, mode="staff_batch", now=clock(), by=board)
    assert sitting.state == "released"


def test_a_no_to_a_statement_needs_the_choice_that_fits_and_holds_the_release(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    sat_through(robin, world, clock)
    robin.type_end_code()
    left = {"statement_5": "no", "what": "I had to answer the phone in the corridor for two minutes."}
    answer = robin.sign(**left)
    assert (answer.status_code, "You answered &#34;no&#34; to a statement." in text_of(answer)) == (400, True)
    assert left["what"] in text_of(answer)
    robin.sign(**left, choice="attest_with_incident")
    assert db.session.query(Attestation).one().outcome == "with_incident"
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.text, incident.is_open) == ("I60", left["what"], True)


def test_no_end_code_the_board_is_told_once_and_nothing_is_released(world, sitting, app, clock):
    robin = asked(world, sitting, app)
    sat_through(robin, world, clock)
    for _ in range(2):
        robin.press("attest", "/no-code", own_name=robin.nomination.name, text="The candidate has left.")
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.is_open, robin.nomination.state) == ("I10", True, "accepted")
