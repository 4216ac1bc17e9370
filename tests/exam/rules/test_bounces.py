"""Reading what comes back: final failures of our own letters, and nothing else."""

from email import message_from_string, policy

import pytest

from exam.rules.bounces import read_bounce
from tests.support.returned_mail import LETTER, exim_bounce, returned


def read(text: str):
    return read_bounce(message_from_string(text, policy=policy.default))


def test_f21_a_failure_names_letter_address_and_reason():
    bounce = read(returned())
    assert (bounce.letter_id, bounce.address) == (LETTER, "robin@example.net")
    assert bounce.trouble == "smtp; 550 5.1.1 No such mailbox"


def test_f21_a_failure_that_returns_only_headers_is_read_too():
    assert read(returned(kind="text/rfc822-headers")).letter_id == LETTER


def test_f21_exims_own_form_is_read():
    bounce = read(exim_bounce())
    assert (bounce.letter_id, bounce.address) == (LETTER, "robin@example.net")


@pytest.mark.parametrize("text", [
    returned(action="delayed", status="4.4.1"),
    returned(letter="short"),
    "From: robin@example.net\nSubject: Re: yes\n\nI will do it. Message-ID: see above\n",
    f"From: robin@example.net\nSubject: Away\nAuto-Submitted: auto-replied\n\nMessage-ID: <{LETTER}@example.org>\n",
    "", "Content-Type: multipart/report\n\nbroken"])
def test_delays_replies_and_noise_are_left_to_people(text):
    assert read(text) is None
