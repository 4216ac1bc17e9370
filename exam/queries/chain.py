"""Whether the audit chain is whole, and where it breaks."""

import json
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import BigInteger, Text, select, type_coerce

from exam.database import AuditEntry, db
from exam.database.base import canonical
from exam.database.chain import GENESIS, seal

# As they are stored: a row that was tampered with may hold what is no instant and no document any more.
COLUMNS = (AuditEntry.no, type_coerce(AuditEntry.at, BigInteger).label("at"), AuditEntry.actor, AuditEntry.action,
           AuditEntry.subject, type_coerce(AuditEntry.facts, Text).label("facts"), AuditEntry.previous_hash,
           AuditEntry.hash)


def _rows() -> Iterator:
    """Every row in order, fetched in partitions; the cursor is closed even when the reader stops early."""
    asked = select(*COLUMNS).order_by(AuditEntry.no).execution_options(yield_per=2000)
    with db.session.execute(asked) as found:
        yield from found


def audit_entries() -> Iterator[dict]:
    """Every entry as plain values, in order; instants in whole milliseconds since 1970 UTC.

    Facts that cannot be read are given as the text that is stored, so that an export shows what was found.
    """
    for row in _rows():
        facts = facts_of(row)
        yield {**row._asdict(), "facts": str(row.facts) if facts is None else facts}


def facts_of(row) -> dict | None:
    """The facts, or None unless they are stored in the one spelling that we write."""
    try:
        facts = json.loads(row.facts)
        return facts if isinstance(facts, dict) and canonical(facts) == row.facts else None
    except (TypeError, ValueError, RecursionError):
        return None


def chain_head() -> tuple[int, str]:
    """Number and hash of the newest entry; (0, sixty-four zeros) for an empty chain."""
    newest = select(AuditEntry.no, AuditEntry.hash).order_by(AuditEntry.no.desc()).limit(1)
    row = db.session.execute(newest).first()
    return (row.no, row.hash) if row else (0, GENESIS)


def first_bad_entry(checkpoints: dict[int, str]) -> tuple[int, str | None]:
    """(good entries, a sentence about the first bad one or None). Checkpoints are {number: hash} kept elsewhere."""
    expected, previous, waiting = 1, GENESIS, dict(checkpoints)
    with closing(_rows()) as rows:
        for row in rows:
            fault = _fault_of(row, expected, previous, waiting.pop(expected, None))
            if fault:
                return expected - 1, f"entry {expected}: {fault}"
            expected, previous = expected + 1, row.hash
    if waiting:
        return expected - 1, f"entry {expected}: the chain ends here, but a checkpoint knows entry {min(waiting)}"
    return expected - 1, None


def _fault_of(row, expected: int, previous: str, checkpoint: str | None) -> str | None:
    if row.no != expected:
        return f"missing or moved: the next row carries number {row.no}"
    if row.previous_hash != previous:
        return "not sealed over the entry before it: a row was inserted, removed or replaced"
    sealed = _seal_of(row)
    if sealed is None:
        return "cannot be read"
    if sealed != row.hash:
        return "its content does not fit its hash: it was changed"
    if checkpoint is not None and checkpoint != row.hash:
        return "its hash is not the one of the checkpoint: the chain was written anew"
    return None


def _seal_of(row) -> str | None:
    """The hash that this content asks for, or None when it cannot be read."""
    facts = facts_of(row)
    try:
        return None if facts is None else seal(
            row.previous_hash, row.no, row.at, row.actor, row.action, row.subject, facts)
    except (TypeError, UnicodeEncodeError):  # bytes, or half a letter
        return None
