"""The audit trail as pages: newest first, narrowed to a subject or an action."""

from sqlalchemy import select

from exam.database import AuditEntry
from exam.queries.paging import Page, page_of


def audit_page(subject: str, number: int) -> Page:
    """Entries whose subject, action or actor begins with these signs; newest first."""
    asked = select(AuditEntry)
    if subject:
        columns = (AuditEntry.subject, AuditEntry.action, AuditEntry.actor)
        begins = [column.startswith(subject, autoescape=True) for column in columns]
        asked = asked.where(begins[0] | begins[1] | begins[2])
    return page_of(asked.order_by(AuditEntry.no.desc()), number)
