"""The letters to the board and about accounts, word for word, in both parts; and what no letter may say."""

import re
from html import unescape

import pytest

from exam.letters import board, candidate
from exam.letters.outbox import make_link
from exam.models import Account, Incident
from exam.rules.permissions import ROLES
from tests.factories import world as make
from tests.support.saved import saved

NEVER_IN_A_SUBJECT = re.compile(r"peer|recovery|certif|credential|specialist|pat|doe|robin|proctor \d", re.IGNORECASE)


@pytest.fixture
def letters(db_app, clock):
    """Each letter of these two kinds, by name."""
    clock.set(make.NOON)
    world = make.program_only()
    sitting = make.registered(world)
    nomination = make.nominated(world, sitting)
    account = Account(kind="staff", name="Alex Staff", email="alex@example.org", email_canonical="alex@example.org",
                      created_at=make.NOON)
    make.db.session.add(account)
    make.db.session.flush()
    make.staffed(account, ROLES)
    sitting.submitted_at = make.NOON
    incident = Incident(sitting_id=sitting.id, code="I20", source="proctor", effect="hold", happened_at=make.NOON,
                        reported_at=make.NOON, reported_by="test", facts={})
    make.db.session.add(incident)
    make.db.session.flush()
    link = make_link("set-password", now=make.NOON, hours=48, account_id=account.id)
    written = [board.staff_welcome(account, now=make.NOON, link=link),
               *board.proctor_silent(nomination, now=make.NOON), *board.attestation_overdue(nomination, now=make.NOON),
               *board.proctor_bounced(nomination, now=make.NOON), *board.incident_opened(incident, now=make.NOON),
               candidate.password_reset(account, now=make.NOON), candidate.password_changed(account, now=make.NOON)]
    ids = {sitting.id: "SITTING", incident.id: "INCIDENT"}
    return {letter.kind: (letter, ids) for letter in written}


KINDS = ("board/staff_welcome", "board/proctor_silent", "board/attestation_overdue", "board/proctor_bounced",
         "board/incident_opened", "account/password_reset", "account/password_changed")


def test_every_letter_stands_as_it_was_agreed(letters):
    assert set(letters) == set(KINDS)
    for kind, (letter, ids) in letters.items():
        text = f"Subject: {letter.subject}\n\n{letter.body_text}"
        for value, name in ids.items():
            text = text.replace(value, name)
        assert text == saved(f"letters/{kind}.txt", text)


def test_text_and_html_say_the_same(letters):
    for letter, _ in letters.values():
        html = re.sub(r"<title>.*?</title>", "", letter.body_html)
        said = unescape(re.sub(r"<[^>]+>", " ", html)).split()
        assert said == [word for word in letter.body_text.split() if word != "--"], letter.kind


def test_c22_no_subject_names_the_exam_or_a_person(letters):
    assert [letter.subject for letter, _ in letters.values() if NEVER_IN_A_SUBJECT.search(letter.subject)] == []


def test_one_link_in_a_letter_and_it_is_only_a_mark_until_the_letter_leaves(letters):
    for letter, _ in letters.values():
        assert letter.body_text.count("[[link]]") == (1 if letter.link_id else 0)
        assert "/account/set-password/" not in letter.body_text
