"""The letters as the board's staff see them: what waits, what went out, what came back."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Letter
from exam.queries.paging import Page, page_of

TROUBLE = ("bounced", "given_up")


def letters_page(show: str, search: str, number: int) -> Page:
    """Letters of one state, those in `trouble`, or `all`; newest first. `search` looks into address and subject."""
    asked = select(Letter)
    if show == "trouble":
        asked = asked.where(Letter.state.in_(TROUBLE))
    elif show != "all":
        asked = asked.where(Letter.state == show)
    for word in search.split()[:5]:
        asked = asked.where(or_(*(func.lower(column).contains(word.lower(), autoescape=True)
                                  for column in (Letter.address, Letter.subject))))
    return page_of(asked.order_by(Letter.written_at.desc(), Letter.id), number)


def letter_to_show(letter_id: str) -> Letter:
    """One letter with its link's row. Raises NotFound."""
    asked = select(Letter).where(Letter.id == letter_id).options(joinedload(Letter.link))
    row = db.session.scalars(asked).first()
    if row is None:
        raise NotFound("no such letter")
    return row
