"""What lies in the outbox: which letters are due, how old the oldest is, and what was sent to whom."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select

from exam.database import db
from exam.models import Letter
from exam.models.letters import LETTER_STATES
from exam.queries.paging import Page, page_of


def due_letters(now: datetime) -> Select:
    """Letters whose time has come, and those whose courier died on the way; those that wait longest come first."""
    waiting = and_(Letter.state == "waiting", Letter.next_try_at <= now)
    abandoned = and_(Letter.state == "sending", Letter.leased_until <= now)
    return select(Letter).where(or_(waiting, abandoned)).order_by(Letter.next_try_at, Letter.id)


def oldest_waiting(now: datetime) -> timedelta:
    """How long the oldest letter that has not left has been waiting; zero when none waits."""
    written = select(func.min(Letter.written_at)).where(Letter.state.in_(("waiting", "sending")))
    first = db.session.scalar(written)
    return max(now - first, timedelta()) if first else timedelta()


def letter_counts() -> dict[str, int]:
    """How many letters are in each state."""
    found = dict(db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())
    return {state: found.get(state, 0) for state in LETTER_STATES}


def letter_with_id(letter_id: str) -> Letter | None:
    """One letter."""
    return db.session.get(Letter, letter_id)


def newest_sent_to(address: str) -> Letter | None:
    """The newest letter that the relay took for this address."""
    asked = select(Letter).where(Letter.state == "sent", func.lower(Letter.address) == address.strip().lower())
    return db.session.scalars(asked.order_by(Letter.sent_at.desc(), Letter.id.desc())).first()


def left_before(letter: Letter) -> bool:
    """Whether an earlier letter with the same link has left."""
    asked = select(Letter.id).where(Letter.link_id == letter.link_id, Letter.sent_at.is_not(None),
                                    Letter.id != letter.id)
    return db.session.scalars(asked.limit(1)).first() is not None


def letters_page(address: str, number: int) -> Page:
    """Letters, newest first: all of them, or those whose address holds these signs."""
    asked = select(Letter).order_by(Letter.written_at.desc(), Letter.id.desc())
    if address:
        asked = asked.where(func.lower(Letter.address).contains(address.lower(), autoescape=True))
    return page_of(asked, number)
