"""Exporting results: what was chosen, how many rows, and every byte that left are on record before it leaves."""

import hashlib
import tempfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import BinaryIO

from exam.database import db, new_id, transaction
from exam.errors import Refused
from exam.models import ExportPart, ResultsExport
from exam.queries.exports import (
    competency_rows_of,
    last_export,
    newest_release_no,
    releases_told_void,
    rows_of,
    void_results,
)
from exam.queries.programs import program_versions
from exam.rules.export_columns import COLUMNS, COMPETENCY_COLUMNS, SCHEMA_VERSION
from exam.rules.export_files import WRITERS, write_csv

PART = 1024 * 1024
SPOOL = partial(tempfile.SpooledTemporaryFile, max_size=4 * PART)


def export_results(*, program_id: str, only_new: bool, recipient: str, reason: str, recipient_address: str = "",
                   now: datetime, by) -> ResultsExport:
    """Write the files of one export of released results, keep them as they are, and log what they hold.

    `only_new` takes what was released since the last export of the same program. A void sitting has no row; that it
    became void after its release is said once, in the manifest of the next export.
    """
    with transaction("export_results", by=by, now=now, locking=_turn(program_id)) as entry:
        before = last_export(program_id) if only_new else None
        after_no = before.last_release_no if before else 0
        newest_no = newest_release_no()
        # Read once: a sitting that becomes void while the files are written would stand in some of them only.
        void = void_results(program_id, newest_no)
        export = ResultsExport(
            id=new_id(), exported_at=now, exported_by=str(by), recipient=recipient, reason=reason, row_count=0,
            recipient_address=recipient_address, manifest={},
            since_export_id=before.id if before else None, last_release_no=newest_no,
            selection={"program_id": program_id, "only_new": only_new, "after_release_no": after_no,
                       "void_sitting_ids": [each["sitting_id"] for number, each in void if number > after_no]})
        told = releases_told_void(program_id)
        newly_void = [each for _, each in void if each["release_id"] not in told]
        with ExitStack() as open_files:
            _write_files(export, newly_void, open_files)
        entry.about("export", export.id, rows=export.row_count, after_release_no=after_no,
                    last_release_no=export.last_release_no, program=program_id, recipient=recipient,
                    sha256={name: file["sha256"] for name, file in export.manifest["files"].items()})
    return export


def _turn(program_id: str):
    """The row that two people who export at once wait for, so that no result is new to both (T33)."""
    return last_export(program_id) or next(iter(program_versions()), None)


def _write_files(export: ResultsExport, newly_void: list[dict], open_files: ExitStack) -> None:
    """Every file from the same rows. No name says anything about a person."""
    counted = _Counted(rows_of(export))
    files = {"results.csv": _written(open_files, lambda out: write_csv(COLUMNS, counted, out))}
    if counted.number == 0 and not newly_void:
        raise Refused("There is nothing to export: no result was released that this export would hold.")
    for kind in ("xlsx", "json"):
        files[f"results.{kind}"] = _written(
            open_files, lambda out, kind=kind: WRITERS[kind](COLUMNS, rows_of(export), out))
    parts = _Counted(competency_rows_of(export))
    files["competencies.csv"] = _written(open_files, lambda out: write_csv(COMPETENCY_COLUMNS, parts, out))
    export.row_count = counted.number
    export.manifest = {"export_id": export.id, "schema_version": SCHEMA_VERSION, "rows": counted.number,
                       "competency_rows": parts.number, "void": newly_void,
                       "files": {name: {"sha256": digest, "bytes": size} for name, (_, digest, size) in files.items()}}
    db.session.add(export)
    db.session.flush()
    for name, (file, _, _) in files.items():
        _keep(export, name, file)


class _Counted:
    """Rows that are counted while they pass."""

    def __init__(self, rows: Iterable[dict]):
        self.rows, self.number = rows, 0

    def __iter__(self):
        for row in self.rows:
            self.number += 1
            yield row


def _written(open_files: ExitStack, write: Callable[[BinaryIO], None]) -> tuple[BinaryIO, str, int]:
    """A file that grows onto the disk when it is large and goes when it is closed, its digest and its size."""
    file = open_files.enter_context(SPOOL())
    write(file)
    size = file.tell()
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PART):
        digest.update(piece)
    return file, digest.hexdigest(), size


def _keep(export: ResultsExport, name: str, file: BinaryIO) -> None:
    file.seek(0)
    number = 0
    while piece := file.read(PART):
        db.session.add(ExportPart(export_id=export.id, file=name, number=number, data=zlib.compress(piece)))
        db.session.flush()
        number += 1
