"""Sending a letter once more that did not arrive: the same text, the same link, as long as the link still opens."""

from datetime import datetime

from exam.database import transaction
from exam.errors import Refused
from exam.models import Letter
from exam.queries.letters import TROUBLE

DEAD_LINK = ("The link in this letter no longer opens. Send a new letter from the page of the sitting or of the "
             "staff account.")


def send_letter_again(letter: Letter, *, now: datetime, by) -> Letter:
    """Put a letter that bounced or was given up back into the outbox, after its address was checked."""
    with transaction("send_letter_again", by=by, now=now, locking=letter) as entry:
        before = letter.state
        if before not in TROUBLE:
            raise Refused("This letter is not in trouble, so there is nothing to send again.")
        link = letter.link
        if link is not None and (link.used_at or link.revoked_at or now >= link.expires_at):
            raise Refused(DEAD_LINK)
        letter.state, letter.tries, letter.next_try_at, letter.trouble = "waiting", 0, now, ""
        letter.leased_until = None
        entry.about("letter", letter.id, letter=letter.kind, before=before)
    return letter
