"""Inside a disposal: the tombstone of what goes, and what the audit trail says of it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from exam.database import Draft, db, new_id
from exam.database.base import to_milliseconds
from exam.models import Disposal
from exam.queries.retention import Due
from exam.rules.retention import rows_digest


def tombstone_of(entry: Draft, due: Due, rows: Mapping[str, Sequence[tuple]], *, now: datetime, by) -> Disposal:
    """Written before the rows go: the database lets evidence go only behind it. Its `salt` is kept nowhere here."""
    salt = secrets.token_hex(16)
    row = Disposal(id=new_id(), kind=due.kind, sitting_id=due.sitting_id, subject=due.subject,
                   row_count=sum(map(len, rows.values())), digest=rows_digest(rows, salt), rule=due.rule,
                   program_version_id=due.version.id, cut_off=due.cut_off, disposed_at=now, disposed_by=str(by))
    db.session.add(row)
    db.session.flush()
    row.salt = salt
    kind, _, key = due.subject.partition(":")
    entry.about(kind, key, disposal=row.id, kind=row.kind, rows=row.row_count, digest=row.digest, rule=row.rule,
                program_version=due.version.id, cut_off=to_milliseconds(due.cut_off))
    return row
