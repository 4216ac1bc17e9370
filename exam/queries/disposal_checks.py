"""Whether what was disposed of is gone, whether its tombstone stands, and whether the audit chain names it."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select, text

from exam.database import AuditEntry, db
from exam.models import Disposal
from exam.queries.chain import first_bad_entry
from exam.queries.disposals import every_disposal, stored_rows
from exam.queries.evidence.plain import plain
from exam.rules.retention import GUARDED, rows_digest

FORMAT = "examhall-disposal-report-1"


def faults_of_disposals(report: Mapping | None = None) -> Iterator[str]:
    """A sentence for everything that does not hold. `report` is one that a disposal wrote on an earlier day."""
    _, broken = first_bad_entry({report["head"]["no"]: report["head"]["hash"]} if report else {})
    if broken:
        yield f"The audit chain is broken: first bad {broken}."
    told, standing = _told(), {row.id: row for row in every_disposal()}
    for row in standing.values():
        if told.pop(row.id, None) != _facts(row):
            yield f"Disposal {row.id} of {row.subject}: no entry of the audit trail says the same."
        yield from _rows_that_stand(row)
    for missing in told:
        yield f"Disposal {missing}: the audit trail names it, but its tombstone is missing."
    for said in report["disposals"] if report else ():
        row = standing.get(said["id"])
        if row is None or plain(row) != {name: said.get(name) for name in plain(row)}:
            yield f"Disposal {said['id']} of {said['subject']}: the report says otherwise than the database."


def compared_with(report: Mapping) -> Iterator[tuple[str, bool]]:
    """For each sitting in a report whether the rows in this older copy of the database are those that went."""
    for said in report["disposals"]:
        if said["sitting_id"]:
            rows = stored_rows(said["kind"], said["sitting_id"])
            yield said["subject"], rows_digest(rows, said["salt"]) == said["digest"]


def report_of(disposals: Sequence[Disposal], kept: Mapping[str, str], head: tuple[int, str], *, made_at: str,
              by: str) -> dict:
    """The proof of deletion: each tombstone, what was kept and why, and the newest entry of the audit trail."""
    return {"format": FORMAT, "made_at": made_at, "by": by, "head": dict(zip(("no", "hash"), head, strict=True)),
            "disposals": [{**plain(row), "salt": row.salt} for row in disposals], "kept": dict(kept)}


def _told() -> dict[str, tuple]:
    asked = select(AuditEntry).where(AuditEntry.action == "dispose")
    return {row.facts["disposal"]: (row.subject, row.facts["kind"], row.facts["rows"], row.facts["digest"],
                                    row.facts["rule"]) for row in db.session.scalars(asked)}


def _facts(row: Disposal) -> tuple:
    return row.subject, row.kind, row.row_count, row.digest, row.rule


def _rows_that_stand(row: Disposal) -> Iterator[str]:
    for table in [table for table, kinds in GUARDED.items() if row.sitting_id and row.kind in kinds]:
        asked = select(func.count()).select_from(text(table)).where(text("sitting_id = :id"))
        number = db.session.scalar(asked, {"id": row.sitting_id})
        if number:
            yield f"Disposal {row.id} of {row.subject}: {number} rows stand in {table}. Dispose again."
