"""The letters to candidates, word for word, in both parts; and what none of them may say."""

import re
from datetime import timedelta
from html import unescape

import pytest

from exam.letters import candidate as to_candidate
from exam.letters.outbox import LINK_MARK
from exam.models import AccommodationRequest
from tests.factories import world as make
from tests.support.saved import saved

NEVER_IN_A_SUBJECT = re.compile(r"peer|recovery|certif|credential|specialist|alma|reyes|robin|vale", re.IGNORECASE)
NEVER_IN_A_LETTER = re.compile(r"\b(pass(ed)?|fail(ed)?|score[ds]? (is|of)|points?)\b", re.IGNORECASE)


@pytest.fixture
def letters(db_app, clock):
    """Every letter to a candidate, by name."""
    clock.set(make.NOON)
    world = make.program_only()
    person = make.candidate(legal_first_name="Alma", legal_last_name="Reyes", email="alma@example.org")
    sitting = make.registered(world, person)
    nomination = make.nominated(world, sitting, name="Robin Vale", email="robin@clinic.example")
    sitting.begun_at = sitting.submitted_at = make.NOON
    nomination.reminders_sent = 3
    written = {
        "welcome": to_candidate.welcome(person, sitting, now=make.NOON),
        "authorized": to_candidate.authorized(person, sitting, now=make.NOON),
        "proctor_accepted": to_candidate.proctor_accepted(nomination, now=make.NOON),
        "proctor_declined": to_candidate.proctor_declined(nomination, now=make.NOON),
        "proctor_silent": to_candidate.proctor_silent(nomination, now=make.NOON),
        "submitted": to_candidate.submitted(sitting, now=make.NOON),
        "result_ready": to_candidate.result_ready(sitting, now=make.NOON),
        "sitting_void": to_candidate.sitting_void(sitting, now=make.NOON),
    }
    request = AccommodationRequest(candidate=person, asked_on=make.NOON.date(), asked_for="More time.", reason="",
                                   answer_by=make.NOON.date() + timedelta(days=14))
    written["request_received"] = to_candidate.request_received(request, now=make.NOON)
    written["request_granted"] = to_candidate.request_granted([request], now=make.NOON)
    request.reason = "A second person in the room is not possible on a day on which others sit their exam there."
    written["request_granted_in_part"] = to_candidate.request_granted([request], now=make.NOON)
    written["request_declined"] = to_candidate.request_declined(request, now=make.NOON)
    nomination.approval = "needed"
    written["proctor_accepted_unapproved"] = to_candidate.proctor_accepted(nomination, now=make.NOON)
    nomination.state = "bounced"
    written["proctor_bounced"] = to_candidate.proctor_bounced(nomination, now=make.NOON)
    nomination.state = "accepted"
    written["proctor_bounced_later"] = to_candidate.proctor_bounced(nomination, now=make.NOON)
    return written


def test_every_letter_stands_as_it_was_agreed(letters):
    for name, letter in letters.items():
        text = f"Subject: {letter.subject}\n\n{letter.body_text}"
        assert text == saved(f"letters/candidate/{name}.txt", text)


def test_text_and_html_say_the_same(letters):
    for letter in letters.values():
        html = re.sub(r"<title>.*?</title>", "", letter.body_html)
        said = unescape(re.sub(r"<[^>]+>", " ", html)).split()
        assert [word for word in letter.body_text.split() if word != "--" and word not in said] == []


def test_no_subject_names_the_credential_recovery_or_a_person(letters):
    assert [letter.subject for letter in letters.values() if NEVER_IN_A_SUBJECT.search(letter.subject)] == []
    assert all(len(letter.subject) < 60 for letter in letters.values())


def test_no_letter_says_or_hints_how_the_exam_went(letters):
    assert [name for name, letter in letters.items() if NEVER_IN_A_LETTER.search(letter.body_text)] == []


def test_each_letter_leads_to_one_place_only_and_names_the_page_of_references(letters):
    for name, letter in letters.items():
        ways = set(re.findall(r"https?://\S+|" + re.escape(LINK_MARK), letter.body_text)) - {"http://localhost/letter"}
        extra = {"http://localhost/account/sign-in"} if name in ("welcome", "authorized") else set()
        place = "http://localhost/candidate" + ("/arrangements" if name.startswith("request_") else "")
        assert ways == ({LINK_MARK} if name == "welcome" else {place}) | extra
