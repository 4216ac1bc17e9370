"""Exporting results: what was chosen, how many rows, and every byte that left are on record before it leaves."""

import tempfile
import zlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert

from exam.actions.export_writing import PART, Say, facts_of, write_files
from exam.database import db, new_id, transaction
from exam.errors import ExamhallError, Refused
from exam.models import ExportPart, ResultsExport
from exam.queries.export_rows import Span, last_release, one_moment, spelled
from exam.queries.exports import last_export, releases_told_void, void_results
from exam.queries.programs import program_versions
from exam.rules.export_columns import SCHEMA_VERSION
from exam.rules.signing import Signer, manifest_bytes

FILES = ("results.csv", "results.xlsx", "results.json", "competencies.csv", "chain.csv")
NOTHING = "There is nothing to export: no result was released that this export would hold."
CROWDED = "Somebody else exports the same results at this moment. Please wait until they are done, and try again."
MOST_TURNS = 5


class Overtaken(ExamhallError):
    """Another export of the same program to the same recipient was logged while this one was written."""


def export_results(*, program_id: str, only_new: bool, recipient: str, reason: str, recipient_address: str = "",
                   signer: Signer, now: datetime, by, say: Say = lambda done, total, step: None,
                   export_id: str = "") -> ResultsExport:
    """Write the files of one export of released results, keep them as they are, and log what they hold.

    `only_new` takes what was released since the last export of the same program to the same recipient. A void sitting
    has no row; that it became void after its release is said once to each recipient, in the manifest of the next
    export to them. Reading and writing the files keeps nobody waiting; only keeping them does, and it begins anew when
    somebody else exported meanwhile (T33). `export_id` names it beforehand, so that work that was begun twice is done
    once.
    """
    for _ in range(MOST_TURNS):
        with tempfile.TemporaryDirectory(prefix="export-") as place:
            draft = _drafted(Path(place), export_id or new_id(), program_id, recipient, only_new, now, say)
            draft.reason, draft.exported_by = reason, str(by)
            draft.recipient_address = recipient_address
            with suppress(Overtaken):
                return _kept(draft, Path(place), signer, now=now, by=by)
    raise Refused(CROWDED)


def _drafted(folder: Path, export_id: str, program_id: str, recipient: str, only_new: bool, now: datetime,
             say: Say) -> ResultsExport:
    """The files in the folder, and the entry of the log that describes them."""
    before = last_export(program_id, recipient)
    since = before if only_new else None
    with one_moment() as connection:
        newest_no = last_release(connection)
        span = Span(export_id, now, program_id, since.last_release_no if since else 0, newest_no)
        told = releases_told_void(program_id, recipient)
        newly_void = [each for _, each in void_results(program_id, newest_no, connection)
                      if each["release_id"] not in told]
        since_id, before_id = since.id if since else None, before.id if before else None
        counts = write_files(connection, span, folder, say)
    if counts["rows"] == 0 and not newly_void:
        raise Refused(NOTHING)
    manifest = {"export_id": span.export_id, "schema_version": SCHEMA_VERSION, "created_at": spelled(now),
                "program_id": program_id, "only_new": only_new, "since_export_id": since_id,
                "previous_export_id": before_id, "after_release_no": span.after_no, "last_release_no": newest_no,
                **counts, "void": newly_void, "files": {name: facts_of(folder / name) for name in FILES}}
    return ResultsExport(
        id=span.export_id, recipient=recipient, exported_at=now, row_count=counts["rows"], manifest=manifest,
        since_export_id=since_id, last_release_no=newest_no,
        selection={"program_id": program_id, "only_new": only_new, "after_release_no": span.after_no})


def _kept(export: ResultsExport, folder: Path, signer: Signer, *, now: datetime, by) -> ResultsExport:
    """Sign and log it. Raises Overtaken when another export of the program came between."""
    program_id, manifest = export.selection["program_id"], {**export.manifest, "key_id": signer.key_id}
    packed = _packed(folder)
    with transaction("export_results", by=by, now=now, locking=_turn(program_id)) as entry:
        newest = last_export(program_id, export.recipient)
        if (newest.id if newest else None) != manifest["previous_export_id"]:
            raise Overtaken(program_id)
        export.manifest, export.signature = manifest, signer.sign(manifest_bytes(manifest))
        db.session.add(export)
        db.session.flush()
        _keep_pieces(export.id, packed)
        entry.about("export", export.id, rows=export.row_count, after_release_no=manifest["after_release_no"],
                    last_release_no=export.last_release_no, program=program_id, recipient=export.recipient,
                    key_id=signer.key_id, sha256={name: file["sha256"] for name, file in manifest["files"].items()})
    return export


def _turn(program_id: str):
    """The row that two people who export at once wait for, so that no result is new to both (T33)."""
    return last_export(program_id) or next(iter(program_versions()), None)


def _packed(folder: Path) -> list[tuple[str, list[int]]]:
    """Each file in compressed pieces, beside it: nobody waits for the compressing. Returns their sizes."""
    packed = []
    for name in FILES:
        sizes = []
        with (folder / name).open("rb") as stream, (folder / f"{name}.packed").open("wb") as out:
            while piece := stream.read(PART):
                sizes.append(out.write(zlib.compress(piece)))
        packed.append((str(folder / f"{name}.packed"), sizes))
    return packed


def _keep_pieces(export_id: str, packed: list[tuple[str, list[int]]]) -> None:
    for path, sizes in packed:
        with open(path, "rb") as stream:
            for number, size in enumerate(sizes):
                row = {"export_id": export_id, "file": Path(path).stem, "number": number, "data": stream.read(size)}
                db.session.execute(insert(ExportPart), row)
