"""The candidate asks us to write to the proctor once more: the same link while it lives, else a fresh one."""

from datetime import datetime

from exam.database import transaction
from exam.errors import Refused, TooManyLetters
from exam.letters import proctor as to_proctor
from exam.models import Nomination
from exam.queries.links import living_links_of
from exam.queries.nominations import next_letter_to
from exam.rules.asking_again import purpose_now

FRESH = {"accept": to_proctor.invitation, "admit": to_proctor.admission, "attest": to_proctor.attestation_request}


def ask_again(nomination: Nomination, *, now: datetime, by) -> Nomination:
    """Write to the proctor again, within the budget of letters (T16). The scheduled reminders go on as before."""
    with transaction("ask_again", by=by, now=now, locking=nomination) as entry:
        purpose = purpose_now(nomination.state, nomination.sitting.state)
        if purpose is None:
            raise Refused("We do not wait for this person at the moment, so there is nothing to send.")
        after = next_letter_to(nomination.sitting, nomination.email_canonical, now=now)
        if after > now:
            raise TooManyLetters(after)
        links = living_links_of(nomination.id, purpose)
        alive = [link for link in links if now < link.expires_at]
        if alive:
            to_proctor.reminder(nomination, alive[-1], now=now)
        else:
            for link in links:
                link.revoked_at = now
            FRESH[purpose](nomination, now=now)
        entry.about("nomination", nomination.id, purpose=purpose, fresh=not alive)
    return nomination
