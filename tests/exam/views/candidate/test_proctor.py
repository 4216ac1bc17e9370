"""Naming a proctor: who may be asked, what is said when not, and how often somebody is written to."""

import pytest

from exam.actions import attestations, nominations, releases, sittings
from exam.database import db
from exam.errors import NotReady, Refused
from exam.models import Incident, Letter, Nomination
from exam.rules import actors
from exam.rules.proctor_policy import WHY_NOT
from tests.factories import states
from tests.factories import world as make
from tests.factories.people import token

ROBIN = {"name": "Robin Vale", "email": "robin.vale@clinic.example", "phone": "(816) 555-0142",
         "relationship_kind": "supervisor", "organisation": "Harbor House"}


@pytest.fixture
def sitting(before):
    return make.registered(before)


@pytest.fixture
def visitor(browser, sitting):
    return browser(sitting.candidate)


@pytest.fixture
def address(sitting) -> str:
    return f"/candidate/sittings/{sitting.id}/proctor"


def test_a_named_proctor_is_asked_by_letter_and_the_page_waits(visitor, address):
    assert visitor.post(address, **ROBIN).status_code == 303
    [row] = db.session.query(Nomination).all()
    assert (row.name, row.email, row.phone, row.relationship_kind, row.organisation, row.state) == (
        *ROBIN.values(), "invited")
    assert db.session.query(Letter).filter_by(kind="proctor/invitation", address=ROBIN["email"]).count() == 1
    assert "Waiting for Robin Vale" in visitor.words()


MISFITS = (
    ({"name": " "}, "Please type the person&#39;s name."),
    ({"email": "robin at clinic"}, "This does not look like an email address. Please check it."),
    ({"phone": "555 0142"}, "Please type the phone number with its area code: ten digits."),
    ({"relationship_kind": ""}, "Please say how you know each other."),
    ({"relationship_kind": "relative"}, WHY_NOT["relative"] + " Please name somebody else."),
    ({"relationship_kind": "best_friend"}, "The board does not allow this relationship. Please name somebody else."),
    ({"name": "Robin\u202eelaV"}, "This holds a sign that cannot be shown."),
)


def test_3_3_1_what_does_not_fit_is_said_and_nothing_typed_is_lost(visitor, address):
    own = visitor.person.email.replace("@", "+proctor@")
    for change, said in (*MISFITS, ({"email": own}, "This is your own address.")):
        answer = visitor.post(address, **{**ROBIN, **change})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert said in page
        assert 'value="Harbor House"' in page
    assert db.session.query(Nomination).count() == 0


def test_t27_nothing_but_the_five_fields_is_taken_from_the_request(visitor, address):
    visitor.post(address, **ROBIN, state="accepted", approval="given", nominated_by="staff:x", id="a" * 26)
    [row] = db.session.query(Nomination).all()
    assert (row.state, row.approval, row.id != "a" * 26) == ("invited", "not_needed", True)
    assert row.nominated_by.startswith("candidate:")


def test_every_kind_of_the_program_is_offered_and_every_blocked_one_explained(visitor, address, before):
    policy, page = before.version.program.proctor, visitor.page(address)
    for kind in (*policy.allowed, *policy.needs_approval):
        assert f'value="{kind}"' in page
    for kind in policy.blocked:
        assert f'value="{kind}"' not in page
        assert WHY_NOT[kind] in page


def test_a_letter_that_came_back_leaves_everything_but_asks_for_the_address(visitor, address, before, clock):
    visitor.post(address, **ROBIN)
    nominations.bounce(db.session.query(Nomination).one(), now=before.now, by=actors.system("courier"))
    assert "Our letter came back" in visitor.words()
    page = visitor.page(address)
    assert all(f'value="{ROBIN[name]}"' in page for name in ("name", "email", "phone", "organisation"))
    clock.advance(minutes=5)
    visitor.post(address, **{**ROBIN, "email": "robin.vale@clinic2.example"})
    rows = db.session.query(Nomination).order_by(Nomination.invited_at).all()
    assert [(row.state, row.email) for row in rows] == [
        ("replaced", ROBIN["email"]), ("invited", "robin.vale@clinic2.example")]


def test_t16_a_hundred_requests_give_at_most_three_letters_a_day(visitor, address, sitting, clock):
    visitor.post(address, **ROBIN)
    again, sent = f"/candidate/sittings/{sitting.id}/ask-again", {"csrf_token": token(visitor.client, "/candidate")}
    for _ in range(3):
        for _ in range(31):
            visitor.client.post(again, data=sent)
        visitor.post(address, **{**ROBIN, "email": "other@clinic.example"})
        clock.advance(minutes=1)
        visitor.post(address, **ROBIN)
    to_robin = db.session.query(Letter).filter_by(address=ROBIN["email"]).count()
    assert 2 <= to_robin <= 3
    assert db.session.query(Letter).filter_by(audience="proctor").count() <= 10
    assert "can write again from Tue, Mar 3, 2026, 9:" in visitor.words()
    clock.advance(days=1)
    visitor.sign_in()
    name = db.session.query(Nomination).filter_by(state="invited").one().name
    assert f"Write to {name} again" in visitor.words()


def test_t16_naming_somebody_too_often_says_when_it_can_go_on(visitor, address):
    for _ in range(3):
        visitor.post(address, **ROBIN)
    answer = visitor.post(address, **ROBIN)
    assert answer.status_code == 400
    assert b"We can write again from Tue, Mar 3, 2026, 9:00 a.m." in answer.data


def test_t48_the_answer_is_the_same_whether_or_not_the_address_is_known(before, browser):
    known = make.candidate(email="known@clinic.example")
    answers = []
    for email in (known.email, "unknown@clinic.exampl"[:len(known.email)]):
        sitting = make.registered(before)
        visitor = browser(sitting.candidate)
        visitor.post(f"/candidate/sittings/{sitting.id}/proctor", **{**ROBIN, "email": email})
        answers.append(visitor.words().replace(email, "ADDRESS"))
    assert answers[0] == answers[1]


def test_c20_the_proctor_page_names_the_boards_list_where_there_is_one(visitor, address):
    assert "The board keeps a list of people who are willing." in visitor.words(address)


@pytest.mark.parametrize("state", ["in_progress", "paused"])
def test_t03_while_the_exam_runs_the_candidate_cannot_cut_off_who_watches_it(world, browser, clock, state):
    sitting = states.in_progress(world)
    if state == "paused":
        sittings.pause(sitting, kind="proctor", now=world.now, by=actors.staff("x"))
    first, visitor = sitting.nominations[-1], browser(sitting.candidate)
    address = f"/candidate/sittings/{sitting.id}/proctor"
    assert address not in visitor.page()
    assert visitor.client.get(address).status_code == 303
    assert f"Your exam is running with {first.name}." in visitor.words()
    assert visitor.post(address, page="/candidate", **ROBIN).status_code == 303
    with pytest.raises(Refused, match="Your exam is running with"):
        make.nominated(world, sitting)
    assert [row.state for row in sitting.nominations] == ["accepted"]
    make.nominated(world, sitting, by=actors.staff("x"))
    db.session.refresh(first)
    assert first.state == "replaced"


class TestAWitnessNamedAfterwards:
    def test_t01_a_fresh_mailbox_named_after_the_hand_in_releases_nothing_by_itself(self, world, browser, clock):
        sitting = states.submitted(world)
        world.now = clock.advance(minutes=30)
        visitor = browser(sitting.candidate)
        words = visitor.words(f"/candidate/sittings/{sitting.id}/proctor")
        assert "only somebody who was with you in the room" in words
        assert visitor.post(f"/candidate/sittings/{sitting.id}/proctor", **ROBIN).status_code == 303
        self._accept_and_attest(world, sitting)
        with pytest.raises(NotReady, match="1 incident waits"):
            releases.release(sitting, mode="on_clean_attestation", now=world.now, by=actors.system("release"))
        assert "The board still has something to look at" in visitor.words()

    def test_t01_mutant_without_the_hold_the_second_mailbox_would_do(self, world, browser, clock, monkeypatch):
        monkeypatch.setattr(nominations, "_hold_if_late", lambda nomination, now: None)
        sitting = states.submitted(world)
        world.now = clock.advance(minutes=30)
        browser(sitting.candidate).post(f"/candidate/sittings/{sitting.id}/proctor", **ROBIN)
        self._accept_and_attest(world, sitting)
        releases.release(sitting, mode="on_clean_attestation", now=world.now, by=actors.system("release"))
        assert sitting.state == "released"

    def test_t13_after_i_did_not_proctor_this_another_name_stays_held(self, world, browser, clock):
        sitting = states.submitted(world)
        world.now = clock.advance(minutes=30)
        first = sitting.nominations[-1]
        attestations.refuse(first, make.link_of(first, "attest"), typed_name=first.name, text="", now=world.now,
                            by=actors.proctor(first.id))
        visitor = browser(sitting.candidate)
        assert f"{first.name} did not sign the statement." in visitor.words()
        visitor.post(f"/candidate/sittings/{sitting.id}/proctor", **ROBIN)
        self._accept_and_attest(world, sitting)
        assert db.session.query(Incident).filter_by(sitting_id=sitting.id, decided_at=None).count() == 2

    def _accept_and_attest(self, world, sitting):
        db.session.expire_all()
        nomination = next(row for row in sitting.nominations if row.state == "invited")
        statement = {"relationship_kind": "supervisor", "organisation": "", "since": "", "rules_version": "1",
                     "conflicts": dict.fromkeys(("relative", "subordinate", "financial_interest", "own_trainer",
                                                 "fellow_candidate", "bank_access"), "no")}
        nominations.accept(nomination, make.link_of(nomination, "accept"), statement=statement, now=world.now,
                           by=actors.proctor(nomination.id))
        make.attested(world, sitting)


@pytest.mark.parametrize(("asked", "status"), [(["name", "email", "phone"], 400), (["name", "email"], 303)])
def test_the_program_says_whether_a_phone_number_is_needed(db_app, clock, browser, asked, status):
    policy = {**make.shipped_programs()[1].document["proctor"], "contact_required": asked, "named_at": ""}
    sitting = make.registered(make.program_only(now=clock(), proctor=policy))
    visitor, address = browser(sitting.candidate), f"/candidate/sittings/{sitting.id}/proctor"
    assert b"when you applied for the training" not in visitor.client.get(address).data
    assert visitor.post(address, **{**ROBIN, "phone": ""}).status_code == status


def test_the_letter_and_the_page_name_the_board_of_the_program(db_app, clock, browser):
    sitting = make.registered(make.program_only(now=clock(), contact={"board": "Board of the Lakes"}))
    visitor, address = browser(sitting.candidate), f"/candidate/sittings/{sitting.id}/proctor"
    assert b"when you applied for the training" in visitor.client.get(address).data
    visitor.post(address, **ROBIN)
    letter = db.session.query(Letter).filter_by(kind="proctor/invitation").one()
    assert "an exam given by Board of the Lakes" in letter.body_text
