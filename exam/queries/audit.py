"""The audit trail as pages: newest first, narrowed to a subject or an action, and readable where a row is not.

What was arranged for somebody is for those who grant it. To everybody else an entry that tells it is a number without
content, and no search finds it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Text, case, or_, select, type_coerce

from exam.database import AuditEntry, db
from exam.database.base import from_milliseconds
from exam.queries.chain import facts_of
from exam.queries.paging import Page, page_of
from exam.rules.accommodations import TELLING_ACTIONS, TELLING_FACTS


@dataclass(frozen=True)
class Row:
    """One entry as a page shows it. `facts` or `at` is None where what is stored cannot be read."""

    no: int
    at: datetime | None
    actor: str
    action: str
    subject: str
    facts: dict | None
    is_shown: bool = True


def tells_of_arrangements() -> ColumnElement:
    """The condition that an entry tells that something was asked for or arranged, for whomever it is about (C21)."""
    facts = type_coerce(AuditEntry.facts, Text)
    return or_(AuditEntry.action.in_(TELLING_ACTIONS), *(facts.contains(words) for words in TELLING_FACTS))


def audit_page(subject: str, number: int, *, with_arrangements: bool) -> Page:
    """Entries whose subject, action or actor begins with these signs; newest first."""
    asked = select(AuditEntry.no)
    if subject:
        columns = (AuditEntry.subject, AuditEntry.action, AuditEntry.actor)
        begins = [column.startswith(subject, autoescape=True) for column in columns]
        asked = asked.where(begins[0] | begins[1] | begins[2])
        asked = asked if with_arrangements else asked.where(~tells_of_arrangements())
    page = page_of(asked.order_by(AuditEntry.no.desc()), number)
    return replace(page, rows=_rows(page.rows, with_arrangements))


def _rows(numbers: list[int], with_arrangements: bool) -> list[Row]:
    """As they are stored: a row that was tampered with may hold what is no instant and no document any more."""
    asked = select(AuditEntry.no, type_coerce(AuditEntry.at, BigInteger).label("at"), AuditEntry.actor,
                   AuditEntry.action, AuditEntry.subject, type_coerce(AuditEntry.facts, Text).label("facts"),
                   case((tells_of_arrangements(), 1), else_=0).label("tells"))
    found = db.session.execute(asked.where(AuditEntry.no.in_(numbers)).order_by(AuditEntry.no.desc()))
    return [Row(row.no, _instant(row.at), str(row.actor), str(row.action), str(row.subject), facts_of(row))
            if with_arrangements or not row.tells else Row(row.no, None, "", "", "", {}, is_shown=False)
            for row in found]


def _instant(stored) -> datetime | None:
    try:
        return from_milliseconds(stored)
    except (TypeError, OverflowError):
        return None
