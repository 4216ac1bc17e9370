"""One round of the courier: everything that is due is offered to the relay, and each answer is put on record."""

import threading
from collections import Counter

from exam.actions import courier, nominations
from exam.database import db
from exam.letters.posting import message_for
from exam.letters.relay import Answer, Mailbox, Relay
from exam.models import Letter
from exam.queries.nominations import nomination_with_id
from exam.rules import actors
from exam.rules.delivery import is_hopeless, spelled_for_mail
from exam.web.clock import now
from exam.web.links import link_address

COURIER = actors.system("courier")


def deliver_due(relay: Relay | Mailbox, stop: threading.Event) -> Counter:
    """Send what is due until nothing is left, the relay is down, or we are told to stop; counts by outcome."""
    counts: Counter = Counter()
    try:
        while not stop.is_set() and (letter := courier.claim(now=now())) is not None:
            outcome = _carry(letter, relay)
            counts[outcome] += 1
            if outcome == "down":
                break
    finally:
        relay.close()
    return counts


def close_letter(letter: Letter, *, state: str, trouble: str, by) -> None:
    """Record that a letter came back or was given up; candidate and board hear of a proctor's."""
    if letter.nomination_id is None:
        courier.close(letter, state=state, trouble=trouble, now=now(), by=by)
    else:
        nominations.bounce(nomination_with_id(letter.nomination_id), letter=letter, state=state, trouble=trouble,
                           now=now(), by=by)


def _carry(letter: Letter, relay: Relay | Mailbox) -> str:
    if courier.is_pointless(letter):
        courier.drop(letter, now=now(), by=COURIER)
        return "not_needed"
    answer = _offer(letter, relay)
    if answer.outcome == "sent":
        courier.mark_sent(letter, now=now())
    elif answer.outcome == "bounced":
        close_letter(letter, state="bounced", trouble=answer.trouble, by=COURIER)
    elif is_hopeless(now(), letter.written_at):
        close_letter(letter, state="given_up", trouble=answer.trouble, by=COURIER)
    else:
        courier.put_back(letter, trouble=answer.trouble, now=now())
    return answer.outcome


def _offer(letter: Letter, relay: Relay | Mailbox) -> Answer:
    address = link_address(letter.link) if letter.link else ""
    message = message_for(letter, link_address=address, now=now())
    if message is None:
        return Answer("bounced", "This address cannot be written on a letter. Please ask for another one.")
    receiver = spelled_for_mail(letter.address)
    db.session.rollback()  # nothing is held open in the database while the relay takes its time
    return relay.send(message, receiver)
