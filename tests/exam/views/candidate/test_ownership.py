"""Somebody else's pages are not there: the same answer as for what does not exist."""

import re

from exam.database import db
from exam.models import AuditEntry
from tests.factories import states
from tests.factories import world as make
from tests.factories.people import signed_in, staff, token
from tests.support.contents import digest_of_everything

READ = ("", "/agreement", "/proctor", "/start", "/withdraw", "/retake", "/report", "/result")
SENT = ("/agreement", "/proctor", "/ask-again", "/start", "/take-over", "/resume", "/withdraw", "/retake", "/report")
NOWHERE = "a" * 26


def bare(answer) -> str:
    """The body without what is drawn anew for each page."""
    return re.sub(r'value="[^"]{20,}"', "", answer.get_data(as_text=True))


def test_t43_another_candidates_pages_answer_like_pages_that_do_not_exist(world, browser):
    sitting = states.released(world)
    stranger = browser()
    nothing = bare(stranger.client.get(f"/candidate/sittings/{NOWHERE}"))
    for step in READ:
        answer = stranger.client.get(f"/candidate/sittings/{sitting.id}{step}")
        assert (answer.status_code, bare(answer)) == (404, nothing), step


def test_t43_nothing_sent_to_another_candidates_pages_changes_anything(world, browser):
    sitting = states.submitted(world)
    practice = f"/candidate/practice/{sitting.id}"
    stranger = browser()
    sent = {"csrf_token": token(stranger.client, "/account")}
    before = digest_of_everything()
    for address in (*(f"/candidate/sittings/{sitting.id}{step}" for step in SENT), practice):
        assert stranger.client.post(address, data=sent).status_code == 404, address
    assert digest_of_everything() == before


def test_t43_an_exam_is_not_reached_as_a_practice_exam(world, browser):
    sitting = states.submitted(world)
    visitor = browser(sitting.candidate)
    assert visitor.client.get(f"/candidate/practice/{sitting.id}").status_code == 404


def test_t43_a_visitor_is_asked_to_sign_in_and_staff_have_no_business_here(before, app, clock):
    sitting = make.registered(before)
    visitor = app.test_client()
    for step in READ:
        assert visitor.get(f"/candidate/sittings/{sitting.id}{step}").headers["Location"] == "/account/sign-in"
    inside = app.test_client()
    signed_in(inside, staff("administrator", now=clock()), now=clock())
    assert {inside.get(f"/candidate/sittings/{sitting.id}{step}").status_code for step in READ} == {403}
    assert inside.get("/candidate").status_code == 403


def test_no_code_no_address_and_no_answer_stands_in_the_audit_trail(world, browser):
    sitting = states.submitted(world)
    visitor = browser(sitting.candidate)
    visitor.post(f"/candidate/sittings/{sitting.id}/report", code="I20", text="A door was slammed.",
                 day="2026-03-02", time="08:30")
    facts = " ".join(str(row.facts) for row in db.session.query(AuditEntry))
    for secret in (make.end_code(world, sitting), "A door was slammed", sitting.nominations[0].email,
                   sitting.candidate.email):
        assert secret not in facts
