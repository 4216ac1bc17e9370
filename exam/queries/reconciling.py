"""What a receiver of results lacks: their list of records beside the results that count now."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.models import Sitting
from exam.queries.export_rows import Span, last_release, one_moment, rows_in
from exam.rules.export_columns import COLUMNS

LACKING = "The receiver does not hold its result."
ANOTHER = "The receiver holds another record of it: a correction, a new name or a decision came later."
VOID = "The receiver holds it, and its sitting is void: the result does not count."
UNKNOWN = "The receiver holds it, and there is no such released result here."
AT_A_TIME = 500


def differences(held: Mapping[str, str], *, now: datetime) -> Iterator[tuple[str, str]]:
    """Each sitting whose record the receiver (sitting_id to record_sha256) does not hold as it counts now, and why."""
    current = _records(now)
    for sitting_id, digest in current.items():
        if held.get(sitting_id) != digest:
            yield sitting_id, LACKING if sitting_id not in held else ANOTHER
    surplus = sorted(held.keys() - current.keys())
    for start in range(0, len(surplus), AT_A_TIME):
        some = surplus[start:start + AT_A_TIME]
        void = set(db.session.scalars(select(Sitting.id).where(Sitting.id.in_(some), Sitting.state == "void")))
        yield from ((sitting_id, VOID if sitting_id in void else UNKNOWN) for sitting_id in some)


def _records(now: datetime) -> dict[str, str]:
    """The record that counts for each sitting: the newest one, because rows come in the order of their releases."""
    sitting, digest = COLUMNS.index("sitting_id"), COLUMNS.index("record_sha256")
    with one_moment() as connection:
        span = Span("", now, "", 0, last_release(connection))
        return {row[sitting]: row[digest] for row, _ in rows_in(connection, span)}
