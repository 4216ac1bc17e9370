"""The audit trail as pages: newest first, narrowed to a subject or an action, and readable where a row is not."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BigInteger, Text, select, type_coerce

from exam.database import AuditEntry, db
from exam.database.base import from_milliseconds
from exam.queries.chain import facts_of
from exam.queries.paging import Page, page_of


@dataclass(frozen=True)
class Row:
    """One entry as a page shows it. `facts` or `at` is None where what is stored cannot be read."""

    no: int
    at: datetime | None
    actor: str
    action: str
    subject: str
    facts: dict | None


def audit_page(subject: str, number: int) -> Page:
    """Entries whose subject, action or actor begins with these signs; newest first."""
    asked = select(AuditEntry.no)
    if subject:
        columns = (AuditEntry.subject, AuditEntry.action, AuditEntry.actor)
        begins = [column.startswith(subject, autoescape=True) for column in columns]
        asked = asked.where(begins[0] | begins[1] | begins[2])
    page = page_of(asked.order_by(AuditEntry.no.desc()), number)
    return replace(page, rows=_rows(page.rows))


def _rows(numbers: list[int]) -> list[Row]:
    """As they are stored: a row that was tampered with may hold what is no instant and no document any more."""
    asked = select(AuditEntry.no, type_coerce(AuditEntry.at, BigInteger).label("at"), AuditEntry.actor,
                   AuditEntry.action, AuditEntry.subject, type_coerce(AuditEntry.facts, Text).label("facts"))
    found = db.session.execute(asked.where(AuditEntry.no.in_(numbers)).order_by(AuditEntry.no.desc()))
    return [Row(row.no, _instant(row.at), str(row.actor), str(row.action), str(row.subject), facts_of(row))
            for row in found]


def _instant(stored) -> datetime | None:
    try:
        return from_milliseconds(stored)
    except (TypeError, OverflowError):
        return None
