"""The courier's own bookkeeping: who carries which letter, and what became of it."""

from datetime import datetime, timedelta

from sqlalchemy import update

from exam.database import db, transaction, upkeep
from exam.letters.posting import say_new_expiry
from exam.models import Letter
from exam.queries.outbox import due_letters, left_before
from exam.rules.delivery import LEASE, next_try


def claim(*, now: datetime) -> Letter | None:
    """Take the letter that is due first; nobody else takes it while the lease lasts. None when nothing is due."""
    with upkeep("claim_letter"):
        letter = db.session.scalars(due_letters(now).limit(1).with_for_update(skip_locked=True)).first()
        if letter is not None:
            _lengthen_link(letter, now=now)
            letter.state, letter.leased_until = "sending", now + LEASE
            letter.tries += 1
    return letter


def deliver_at_once() -> None:
    """Everything that waits arrives when it was written: what a mailbox that is always at home would have done."""
    with upkeep("deliver_at_once"):
        db.session.execute(update(Letter).where(Letter.state == "waiting").values(
            state="sent", tries=1, sent_at=Letter.written_at))


def is_pointless(letter: Letter) -> bool:
    """Whether its link is used or dead: such a letter would only puzzle its reader."""
    return letter.link is not None and (letter.link.used_at is not None or letter.link.revoked_at is not None)


def mark_sent(letter: Letter, *, now: datetime) -> None:
    """The relay has it."""
    with upkeep("mark_sent"):
        db.session.refresh(letter, with_for_update=True)
        if letter.state in ("waiting", "sending"):
            letter.state, letter.sent_at, letter.trouble = "sent", now, ""


def put_back(letter: Letter, *, trouble: str, now: datetime) -> None:
    """Not now: try again later, with growing distance. The reason stays visible."""
    with upkeep("put_back"):
        db.session.refresh(letter, with_for_update=True)
        if letter.state == "sending":
            letter.state, letter.trouble = "waiting", trouble
            letter.next_try_at = next_try(now, letter.tries)


def drop(letter: Letter, *, now: datetime, by) -> Letter:
    """Its link was used or replaced before the letter left: nobody needs it any more."""
    with transaction("drop_letter", by=by, now=now, locking=letter) as entry:
        letter.state = "not_needed"
        entry.about("letter", letter.id, letter=letter.kind)
    return letter


def close(letter: Letter, *, state: str, trouble: str, now: datetime, by) -> Letter:
    """It came back for good, or we give up: visible to staff until they have dealt with it.

    A letter to a proctor is closed by `nominations.bounce`, so that candidate and board hear of it.
    """
    with transaction("close_letter", by=by, now=now, locking=letter) as entry:
        before = letter.state
        if before in ("waiting", "sending", "sent"):
            letter.state, letter.trouble = state, trouble
        entry.about("letter", letter.id, letter=letter.kind, before=before, state=letter.state)
    return letter


def _lengthen_link(letter: Letter, *, now: datetime) -> None:
    """A link lives longer by the time that its first letter waited with us, and the letter says so."""
    link = letter.link
    if link is None or left_before(letter):
        return
    since = letter.leased_until - LEASE if letter.leased_until else letter.written_at
    before, link.expires_at = link.expires_at, link.expires_at + max(now - since, timedelta())
    say_new_expiry(letter, before, link.expires_at)
