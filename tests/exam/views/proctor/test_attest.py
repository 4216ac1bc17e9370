"""The statement after the exam: the end code first, five tries, one signature, one receipt."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from exam.actions import attestations
from exam.database import db
from exam.models import Attestation, AuditEntry, Incident, Letter
from exam.rules import actors
from exam.rules.statements import digest_of
from tests.factories import world as maker
from tests.factories.people import token
from tests.factories.proctors import YES_TO_ALL, Phone, living_code
from tests.support.databases import KINDS

WRONG = "7K2M 9XQA"
DOES_NOT_FIT = [
    ({"statement_3": ""}, "Please answer statement 3."),
    ({"irregular": ""}, "Please tell whether anything irregular happened."),
    ({"irregular": "yes", "choice": "attest_with_incident"}, "Please choose what it was about."),
    ({"choice": ""}, "Please choose one of the three."),
    ({"signed_name": ""}, "Please sign with your name."),
    ({"statement_6": "no"}, "You answered &#34;no&#34; to a statement."),
    ({"irregular": "yes", "kind": "I20", "happened": "10:30", "what": "Noise"}, "You described something irregular."),
    ({"choice": "attest_with_incident"}, "You chose to report an incident. Tell what happened"),
]


@pytest.fixture
def world(db_app, clock):
    return maker.world(now=clock())


def handed_in(world, app) -> Phone:
    return Phone(app.test_client(), maker.submitted(world).nominations[0])


@pytest.fixture
def robin(world, app) -> Phone:
    return handed_in(world, app)


def page_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_t05_before_the_end_code_no_page_holds_anything_of_the_exam(robin):
    nomination, candidate = robin.nomination, robin.nomination.sitting.candidate
    secret = [candidate.legal_last_name, candidate.email, nomination.name, nomination.email, nomination.organisation,
              "Peer Specialist", "2026", living_code(nomination.sitting, "end").split()[0]]
    for way in ("", "/statement", "/no-code", "/refuse"):
        page = page_of(robin.look("attest", way))
        assert [words for words in secret if words in page] == [], way


def test_t04_the_fifth_wrong_code_closes_the_step_and_opens_an_incident(robin):
    code = living_code(robin.nomination.sitting, "end")
    for _ in range(5):
        robin.type_end_code(WRONG)
    assert "This step is closed" in page_of(robin.look("attest"))
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.facts["end_code_closed"], incident.is_open) == ("I62", True, True)
    robin.press("attest", "/code", at="/refuse", code=code)
    assert "First, the end code" not in page_of(robin.look("attest", "/statement"))
    assert db.session.query(Attestation).count() == 0


def test_t04_mutant_four_wrong_codes_do_not_close_it(robin):
    for _ in range(4):
        robin.type_end_code(WRONG)
    robin.type_end_code()
    assert "Please answer each statement" in page_of(robin.look("attest"))


def test_v5_3_3_8_a_code_may_be_typed_in_any_spelling_and_a_slip_costs_no_try(robin):
    code = living_code(robin.nomination.sitting, "end")
    for slip in ("", code[:4], f"{code} {code}", "no idea"):
        answer = robin.type_end_code(slip)
        assert answer.status_code == 400
    assert 'autocomplete="one-time-code"' in page_of(robin.look("attest"))
    misread = f" {code[:4]}-{code[5:]} ".replace("0", "O").replace("1", "l")
    for spelling in (code.lower(), code.replace(" ", ""), misread):
        assert robin.press("attest", "/code", at="/refuse", code=spelling).headers["Location"].endswith("/statement")


def test_t09_a_code_opens_its_own_exam_only_and_a_proof_belongs_to_one_link(robin, world, app):
    kim = handed_in(world, app)
    kim.client = robin.client
    kim.type_end_code(living_code(robin.nomination.sitting, "end"))
    assert "First, the end code" in page_of(kim.look("attest"))
    robin.type_end_code()
    assert "Please answer each statement" in page_of(robin.look("attest"))
    assert "First, the end code" in page_of(kim.look("attest", "/statement"))
    assert db.session.query(Attestation).count() == 0


def test_t09_a_renewed_end_code_makes_the_old_proof_worthless(robin, clock):
    robin.type_end_code()
    signing = {"csrf_token": token(robin.client, robin.path("attest", "/statement")), **YES_TO_ALL, "irregular": "no",
               "choice": "attest", "signed_name": robin.nomination.name}
    attestations.renew_end_code(robin.nomination.sitting, now=clock(), by=actors.staff("x"))
    robin.client.post(robin.path("attest", "/statement"), data=signing)
    assert db.session.query(Attestation).count() == 0
    assert "First, the end code" in page_of(robin.look("attest"))


def test_another_browser_types_the_code_for_itself(robin, app):
    robin.type_end_code()
    other = Phone(app.test_client(), robin.nomination)
    assert "First, the end code" in page_of(other.look("attest", "/statement"))


def test_what_is_signed_is_what_was_shown_to_the_letter(robin):
    robin.type_end_code()
    page = page_of(robin.look("attest"))
    robin.sign()
    signed = db.session.query(Attestation).one()
    statements = {number: row["statement"] for number, row in signed.answers.items()}
    assert statements["4"].startswith("The exam took place from Mon, Mar 2, 2026, 9:00 a.m. CST (UTC-6) to ")
    assert "Supervisor, Clinic, since 2020" in statements["2"] and "Driver license" in statements["3"]
    assert all(f"{number}. {words.replace(chr(39), '&#39;')}" in page for number, words in statements.items())
    assert signed.text_digest == digest_of(signed.text_version, statements)
    assert signed.submission_digest == robin.nomination.sitting.submission.digest


def test_nothing_is_signed_before_everything_fits_together(robin):
    robin.type_end_code()
    for change, sentence in DOES_NOT_FIT:
        answer = robin.sign(**change)
        assert (answer.status_code, sentence in page_of(answer)) == (400, True), sentence
        assert db.session.query(Attestation).count() == 0
        assert answer.get_data().count(b"checked") >= 7, sentence


def test_an_incident_described_while_attesting_keeps_kind_time_and_words(robin):
    robin.type_end_code()
    robin.sign(irregular="yes", kind="I20", happened="about 10:30", what="A fire drill.", choice="attest_with_incident")
    incident = db.session.query(Incident).one()
    assert (incident.code, incident.text, incident.is_open) == ("I20", "When: about 10:30. A fire drill.", True)


def test_a_name_that_differs_is_signed_and_held(robin):
    robin.type_end_code()
    robin.sign(signed_name="Somebody Else")
    assert db.session.query(Attestation).one().signed_name == "Somebody Else"
    assert [(row.code, row.is_open) for row in db.session.query(Incident)] == [("I62", True)]


def test_did_not_proctor_at_the_end_needs_no_other_answer(robin):
    robin.type_end_code()
    robin.press("attest", "/statement", choice="did_not_proctor", signed_name=robin.nomination.name)
    assert (robin.nomination.state, db.session.query(Attestation).count()) == ("refused", 0)
    assert [row.code for row in db.session.query(Incident)] == ["I62"]


def test_a_mistaken_visit_to_the_refusal_changes_nothing(robin):
    robin.press("attest", "/refuse", sure="not_this_page", own_name=robin.nomination.name)
    assert robin.nomination.state == "accepted"


@pytest.mark.parametrize("database_kind", KINDS)
def test_t08_f23_many_signatures_at_once_are_one_attestation_with_one_receipt(robin, app):
    robin.type_end_code()
    address = robin.path("attest", "/statement")
    fields = {"csrf_token": token(robin.client, address), **YES_TO_ALL, "irregular": "no", "choice": "attest",
              "signed_name": robin.nomination.name}
    cookie, page = robin.client.get_cookie("examhall").value, robin.path("attest")
    db.session.rollback()

    def send(_) -> bytes:
        client = app.test_client()
        client.set_cookie("examhall", cookie)
        assert client.post(address, data=fields).status_code in (200, 303)
        return client.get(page).data

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(18)))
    attestation = db.session.query(Attestation).one()
    assert len(answers) == 1 and attestation.id.encode() in answers.pop()
    assert [row.action for row in db.session.query(AuditEntry)].count("attest") == 1
    assert db.session.query(Letter).filter_by(kind="proctor/receipt").count() == 1


def test_t08_a_second_post_gets_the_same_receipt(robin):
    robin.type_end_code()
    address = robin.path("attest", "/statement")
    fields = {"csrf_token": token(robin.client, address), **YES_TO_ALL, "irregular": "no", "choice": "attest",
              "signed_name": robin.nomination.name}
    robin.client.post(address, data=fields)
    again = robin.client.post(address, data=fields)
    assert (again.status_code, db.session.query(Attestation).one().id.encode() in again.data) == (200, True)
    assert b"Was something in your statement wrong" in again.data


def test_t12_a_void_exam_asks_for_no_statement(robin):
    robin.nomination.sitting.state = "void"
    db.session.commit()
    assert "No statement is needed now" in page_of(robin.look("attest"))
    assert "No statement is needed now" in page_of(robin.look("attest", "/statement"))
