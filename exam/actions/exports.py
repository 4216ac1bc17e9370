"""Exporting results: what was chosen, how many rows, and the digest of every file are on record before it leaves."""

from datetime import datetime

from exam.database import db, new_id, transaction
from exam.models import ResultsExport
from exam.queries.exports import competency_rows_of, last_export, newest_release_no, rows_of
from exam.rules.export_columns import COLUMNS, COMPETENCY_COLUMNS, SCHEMA_VERSION
from exam.rules.export_files import WRITERS, digest


def export_results(*, program_id: str, only_new: bool, recipient: str, now: datetime, by) -> ResultsExport:
    """Log one export of released results and return it; its files are made from the log entry, as often as needed.

    `only_new` takes what was released since the last export of the same program.
    """
    with transaction("export_results", by=by, now=now) as entry:
        before = last_export(program_id) if only_new else None
        after_no = before.last_release_no if before else 0
        export = ResultsExport(
            id=new_id(), exported_at=now, exported_by=str(by), recipient=recipient, row_count=0, manifest={},
            selection={"program_id": program_id, "only_new": only_new, "after_release_no": after_no},
            since_export_id=before.id if before else None, last_release_no=newest_release_no())
        files = files_of(export)
        export.row_count = sum(1 for _ in rows_of(export, after_no))
        export.manifest = {"export_id": export.id, "schema_version": SCHEMA_VERSION, "rows": export.row_count,
                           "files": {name: {"sha256": digest(data), "bytes": len(data)}
                                     for name, data in files.items()}}
        db.session.add(export)
        entry.about("export", export.id, rows=export.row_count, after_release_no=after_no,
                    last_release_no=export.last_release_no, program=program_id,
                    sha256=export.manifest["files"]["results.csv"]["sha256"])
    return export


def files_of(export: ResultsExport) -> dict[str, bytes]:
    """Every file of an export by name, the same bytes each time. No name says anything about a person."""
    after_no = export.selection["after_release_no"]
    rows = list(rows_of(export, after_no))
    files = {f"results.{kind}": write(COLUMNS, rows) for kind, write in WRITERS.items()}
    files["competencies.csv"] = WRITERS["csv"](COMPETENCY_COLUMNS, competency_rows_of(export, after_no))
    return files
