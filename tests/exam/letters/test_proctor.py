"""The letters to a proctor, word for word, in both parts: one link in each, and no subject that gives anything away."""

import re
from html import unescape

import pytest

from exam.letters import proctor
from exam.models import Link
from tests.exam.letters.test_board import NEVER_IN_A_SUBJECT
from tests.factories import world as make
from tests.support.saved import saved

KINDS = ("invitation", "reminder_accept", "admission", "admission_needs_approval", "reminder_admit",
         "attestation_request", "reminder_attest", "receipt_clean", "receipt_with_incident", "receipt_refused",
         "released_from_duty")
YES_OR_NO_LINK = re.compile(r"\b(click|press) (here )?to (accept|decline|say)", re.IGNORECASE)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"  # texts are the same on both


@pytest.fixture
def letters(db_app, clock) -> dict:
    clock.set(make.NOON)
    world = make.program_only("mo-cps")
    person = make.candidate(legal_first_name="Pat", legal_last_name="Doe")
    nomination = make.nominated(world, make.registered(world, person), name="Robin Hill", email="robin@example.net")
    written = {"invitation": proctor.invitation(nomination, now=make.NOON),
               "admission": proctor.admission(nomination, now=make.NOON),
               "attestation_request": proctor.attestation_request(nomination, now=make.NOON),
               "released_from_duty": proctor.released_from_duty(nomination, now=make.NOON)}
    for kind in ("invitation", "admission", "attestation_request"):
        link = make.db.session.get(Link, written[kind].link_id)
        written[f"reminder_{link.purpose}"] = proctor.reminder(nomination, link, now=make.NOON)
    for outcome in ("clean", "with_incident", "refused"):
        written[f"receipt_{outcome}"] = proctor.receipt(nomination, now=make.NOON, outcome=outcome, reference="REF")
    nomination.approval = "needed"
    written["admission_needs_approval"] = proctor.admission(nomination, now=make.NOON)
    return written


def test_every_letter_stands_as_it_was_agreed(letters):
    assert set(letters) == set(KINDS)
    for kind, letter in letters.items():
        text = f"Subject: {letter.subject}\n\n{letter.body_text}"
        assert text == saved(f"letters/proctor/{kind}.txt", text)


def test_text_and_html_say_the_same(letters):
    for kind, letter in letters.items():
        html = re.sub(r"<title>.*?</title>", "", letter.body_html)
        said = unescape(re.sub(r"<[^>]+>", " ", html)).split()
        assert said == [word for word in letter.body_text.split() if word not in ("--", "-")], kind


def test_c22_no_subject_names_the_exam_or_a_person(letters):
    assert [letter.subject for letter in letters.values() if NEVER_IN_A_SUBJECT.search(letter.subject)] == []


def test_t07_one_link_in_a_letter_and_none_that_answers_by_itself(letters):
    for kind, letter in letters.items():
        assert letter.body_text.count("[[link]]") == (1 if letter.link_id else 0), kind
        assert not YES_OR_NO_LINK.search(letter.body_text), kind


def test_t17_every_letter_with_a_link_tells_how_to_know_that_it_is_genuine(letters):
    for kind, letter in letters.items():
        if letter.link_id:
            assert "The link begins with http://localhost/proctor/." in letter.body_text, kind
            assert "We never ask for a password, for money" in letter.body_text, kind


def test_a_reminder_carries_the_link_of_the_first_letter(letters):
    for purpose, first in (("accept", "invitation"), ("admit", "admission"), ("attest", "attestation_request")):
        assert letters[f"reminder_{purpose}"].link_id == letters[first].link_id
