"""The letters as the board's staff see them: what waits, what went out, what came back."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import joinedload

from exam.database import db
from exam.errors import NotFound
from exam.models import Letter
from exam.queries.paging import Page, page_of
from exam.rules.accommodations import LETTERS
from exam.rules.codes import plain
from exam.rules.references import LENGTH

TROUBLE = ("bounced", "given_up")


def told_to(may: Callable[[str], bool]) -> ColumnElement:
    """The condition that this person may know of a letter: that somebody asked for accommodations is told to few."""
    return true() if may("grant_accommodations") else Letter.kind.not_in(LETTERS)


def letters_page(show: str, search: str, number: int, may: Callable[[str], bool]) -> Page:
    """Letters of one state, those in `trouble`, or `all`; newest first. `search` is a reference, or looks into
    address and subject.
    """
    asked = select(Letter).where(told_to(may))
    if show == "trouble":
        asked = asked.where(Letter.state.in_(TROUBLE))
    elif show != "all":
        asked = asked.where(Letter.state == show)
    if len(plain(search)) == LENGTH and letter_with_reference(search) is not None:
        return page_of(asked.where(Letter.reference == plain(search)), number)
    for word in search.split()[:5]:
        asked = asked.where(or_(*(func.lower(column).contains(word.lower(), autoescape=True)
                                  for column in (Letter.address, Letter.subject))))
    return page_of(asked.order_by(Letter.written_at.desc(), Letter.id), number)


def letter_with_reference(typed: str) -> Letter | None:
    """The letter that carries this reference, however it was typed."""
    return db.session.scalars(select(Letter).where(Letter.reference == plain(typed)[:2 * LENGTH])).first()


def letters_of(account_id: str, may: Callable[[str], bool]) -> list[Letter]:
    """The letters written to one account, newest first."""
    asked = select(Letter).where(Letter.account_id == account_id, told_to(may))
    return list(db.session.scalars(asked.order_by(Letter.written_at.desc(), Letter.id).limit(100)))


def letter_to_show(letter_id: str, may: Callable[[str], bool]) -> Letter:
    """One letter with its link's row. Raises NotFound."""
    asked = select(Letter).where(Letter.id == letter_id, told_to(may)).options(joinedload(Letter.link))
    row = db.session.scalars(asked).first()
    if row is None:
        raise NotFound("no such letter")
    return row
