"""The audit trail from the first entry about a sitting to the newest: its own in full, others as digests."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from exam.database import AuditEntry, db
from exam.database.base import to_milliseconds
from exam.database.chain import content_digest
from exam.queries.chain import chain_head

# Beyond this only our own entries are in the pack; the stretches between them need an export of the whole trail.
MOST_ENTRIES = 20_000


def audit_proof(subjects: Collection[str], hidden: Collection[int]) -> dict:
    """The entries about these subjects; those with a hidden number, and everybody else's, only as digests."""
    head_no, head_hash = chain_head()
    first = db.session.scalar(select(func.min(AuditEntry.no)).where(AuditEntry.subject.in_(subjects)))
    asked = select(AuditEntry).where(AuditEntry.no >= first, AuditEntry.no <= head_no).order_by(AuditEntry.no)
    has_gaps = head_no - first >= MOST_ENTRIES
    if has_gaps:
        asked = asked.where(AuditEntry.subject.in_(subjects))
    rows = list(db.session.scalars(asked))
    entries = [_whole(row) if row.subject in subjects and row.no not in hidden else _digest(row, has_gaps)
               for row in rows]
    return {"first": first, "before": rows[0].previous_hash, "entries": entries, "has_gaps": has_gaps,
            "head": {"no": head_no, "hash": head_hash}}


def hidden_entries(sitting_id: str) -> list[dict]:
    """The entries that may tell what was arranged: a limit that was changed, a break and the way back from it, and what
    somebody typed as the reason of another pause."""
    asked = select(AuditEntry).where(AuditEntry.subject == f"sitting:{sitting_id}").order_by(AuditEntry.no)
    found, on_break = [], False
    for row in db.session.scalars(asked):
        begins = row.action == "pause" and row.facts.get("kind") == "break"
        says_why = row.action == "pause" and "reason" in row.facts
        if begins or says_why or row.action == "change_limit" or (on_break and row.action == "resume"):
            found.append(_whole(row))
        on_break = begins or (on_break and row.action != "resume")
    return found


def _whole(row: AuditEntry) -> dict:
    return {**_said(row), "previous_hash": row.previous_hash, "hash": row.hash}


def _digest(row: AuditEntry, has_gaps: bool) -> dict:
    shown = {"no": row.no, "content": content_digest(**_said(row))}
    return {**shown, "previous_hash": row.previous_hash, "hash": row.hash} if has_gaps else shown


def _said(row: AuditEntry) -> Mapping:
    return {"no": row.no, "at": to_milliseconds(row.at), "actor": row.actor, "action": row.action,
            "subject": row.subject, "facts": row.facts}
