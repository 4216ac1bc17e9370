"""The page where somebody checks whether a letter is from the board (T17)."""

import re

import pytest

from exam.database import db
from exam.letters.posting import message_for
from exam.models import Letter
from exam.rules.references import in_groups, veiled
from tests.factories import world as make
from tests.factories.members import signed_in_member
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND


@pytest.fixture
def letter(db_app, clock):
    """The letter that invited Robin."""
    place = make.program_only(now=clock())
    make.nominated(place, make.registered(place), name="Robin Proctor", email="robin@example.net")
    return db.session.query(Letter).filter_by(kind="proctor/invitation").one()


def checked(client, typed: str) -> str:
    answer = client.get("/letter", query_string={"reference": typed})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_t17_the_reference_in_the_letter_that_was_sent_is_known_and_names_nobody(letter, client):
    message = message_for(letter, link_address="https://x.example/link", now=letter.written_at)
    bodies = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    found = {re.search(r"reference: ((?:[0-9A-Z]{4} ?){3})\.", body).group(1) for body in bodies}
    assert found == {in_groups(letter.reference)} and len(bodies) == 2
    for typed in (*found, letter.reference.lower(), letter.reference.replace("0", "o").replace("1", "l")):
        page = checked(client, typed)
        assert "is from us" in page and letter.subject in page and "r...@example.net" in page
        assert "Robin" not in page and "robin@" not in page and letter.address not in page


def test_t17_another_reference_is_unknown_and_the_page_says_what_to_do(letter, client):
    page = checked(client, "7K2M 9XQA 4BCD")
    assert "We have no letter with this reference" in page and "open no link in it" in page
    assert "We have no letter" in checked(client, letter.reference[:-1])
    assert "no letter" not in checked(client, "") and "&lt;b&gt;" in checked(client, "<b>\x00")


def test_t17_references_cannot_be_tried_without_end_and_looking_changes_nothing(letter, client):
    answers = [client.get(f"/letter?reference={number}") for number in range(22)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 2
    assert "Retry-After" in answers[-1].headers


def test_an_address_that_is_kept_no_longer_is_said_so(letter, client):
    assert (veiled("robin@example.net"), veiled("no longer kept")) == ("r...@example.net", "")
    letter.address = "no longer kept"
    db.session.commit()
    assert "an address that we no longer keep" in checked(client, letter.reference)


def test_t17_staff_find_a_letter_by_the_reference_that_a_caller_reads_out(letter, db_app, clock):
    person = signed_in_member(db_app, "administrator", now=clock())
    assert "robin@example.net" in person.page(f"/board/letters?search={in_groups(letter.reference)}")
    assert in_groups(letter.reference) in person.page(f"/board/letters/{letter.id}")
