"""Signs that a candidate may be her own proctor, or that one proctor signs for very many: held, never decided."""

import pytest

from exam.database import db
from exam.models import Attestation, Incident
from exam.queries.gate import missing_for
from exam.rules.addresses import canonical_email
from exam.web.room_pass import give_pass
from tests.factories import world as maker
from tests.factories.people import signed_in
from tests.factories.proctors import Phone

SELF_PROCTORS = {
    "same address": {"email": "pat.stone@gmail.com"},
    "plus address": {"email": "pat.stone+proctor@gmail.com"},
    "dots and googlemail": {"email": "p.a.t.stone@googlemail.com"},
    "upper case": {"email": "PAT.STONE@GMAIL.COM"},
    "same phone": {"phone": "+1 (573) 555-0100"},
    "same name": {"name": "pat  STONE"},
    "same name with accents": {"name": "P\u00e1t Stone."},
}


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock())


@pytest.fixture
def person(world):
    return maker.candidate(legal_first_name="Pat", legal_last_name="Stone", email="pat.stone@gmail.com",
                           phone="5735550100")


def reasons() -> list[tuple[str, dict]]:
    return [(row.code, {name: value for name, value in row.facts.items() if name != "nomination"})
            for row in db.session.query(Incident)]


@pytest.mark.parametrize("likeness", SELF_PROCTORS.values(), ids=SELF_PROCTORS)
def test_t01_whoever_looks_like_the_candidate_is_held_and_cannot_admit(db_app, clock, app, likeness):
    world = maker.program_only(now=clock())
    candidate = maker.candidate(legal_first_name="Pat", legal_last_name="Stone", email="pat.stone@gmail.com",
                                phone="5735550100")
    proctor = Phone(app.test_client(), maker.nominated(world, maker.registered(world, candidate), **likeness))
    proctor.accept()
    assert (proctor.nomination.approval, [code for code, _ in reasons()]) == ("needed", ["I61"])
    assert b"The exam cannot start yet" in proctor.look("admit").data


def test_t01_a_yes_from_the_candidates_own_browser_is_held(world, person, app, clock):
    sitting = maker.registered(world, person)
    client = signed_in(app.test_client(), person.account, now=clock())
    proctor = Phone(client, maker.nominated(world, sitting))
    proctor.accept()
    assert (proctor.nomination.approval, reasons()) == ("needed", [("I90", {"same_device": True, "at": "accept"})])


def test_t01_a_statement_from_the_browser_that_sat_the_exam_is_held(world, person, app):
    sitting = maker.submitted(world, maker.begun(world, maker.registered(world, person)))
    proctor = Phone(app.test_client(), sitting.nominations[0])
    with app.test_request_context():
        cookie = give_pass(app.response_class(), sitting).headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    proctor.client.set_cookie(app.config["ROOM_COOKIE_NAME"], cookie)
    proctor.type_end_code()
    proctor.sign()
    assert db.session.query(Attestation).one().outcome == "clean"
    assert reasons() == [("I90", {"same_device": True, "at": "attest"})]
    assert missing_for(sitting) == ["1 incident waits for the board's decision."]


def test_t01_mutant_the_same_statement_from_another_browser_is_clean(world, person, app):
    sitting = maker.submitted(world, maker.begun(world, maker.registered(world, person)))
    proctor = Phone(app.test_client(), sitting.nominations[0])
    proctor.type_end_code()
    proctor.sign()
    assert (reasons(), missing_for(sitting)) == ([], [])


def test_t18_the_eleventh_exam_of_one_proctor_in_a_year_needs_the_boards_consent(world, app, clock):
    held = []
    for number in range(12):
        address = "robin.hill+exams@gmail.com" if number % 2 else "robinhill@gmail.com"
        nomination = maker.accepted(world, maker.registered(world), name="Robin Hill", email=address)
        held.append(nomination.approval == "needed")
    assert held == [False] * 10 + [True] * 2
    assert reasons() == [("I90", {"sittings_in_12_months": 11}), ("I90", {"sittings_in_12_months": 12})]
    world.later(days=366)
    later = maker.accepted(world, maker.registered(world), name="Robin Hill", email="robinhill@gmail.com")
    assert (later.approval, canonical_email(later.email)) == ("not_needed", later.email_canonical)
