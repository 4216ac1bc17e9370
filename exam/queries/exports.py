"""The log of exports, their files as they left, and what the next one has to say of results that became void."""

import base64
import itertools
import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from exam.database import db
from exam.errors import NotFound
from exam.models import ExportPart, ProgramVersion, Release, Result, ResultsExport, Sitting, TrailStep
from exam.queries.export_rows import spelled
from exam.queries.paging import Page, page_of
from exam.rules.signing import manifest_bytes

AT_ONCE = 50
NEWEST_FIRST = (ResultsExport.last_release_no.desc(), ResultsExport.exported_at.desc(), ResultsExport.id.desc())


def exports_page(number: int) -> Page:
    """The log of exports, newest first: by what they reach up to, because clocks step back."""
    return page_of(select(ResultsExport).order_by(*NEWEST_FIRST), number)


def export_with_id(export_id: str) -> ResultsExport:
    """One entry of the log. Raises NotFound."""
    row = db.session.get(ResultsExport, export_id)
    if row is None:
        raise NotFound("no such export")
    return row


def is_logged(export_id: str) -> bool:
    """Whether there is an export with this id already."""
    return db.session.get(ResultsExport, export_id) is not None


def void_results(program_id: str, last_no: int | None, connection: Connection | None = None) -> list[tuple[int, dict]]:
    """Results of this program (or of all) whose sitting became void after its release, each with its release number.

    An export asks its own connection, so that rows and void results are those of one moment.
    """
    asked = (select(Release.no, Result.sitting_id, Result.release_id, TrailStep.at)
             .join(Result, Result.release_id == Release.id).join(Sitting, Sitting.id == Result.sitting_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .join(TrailStep, (TrailStep.subject_id == Sitting.id) & (TrailStep.step == "void"))
             .where(Sitting.state == "void").order_by(Release.no))
    if last_no is not None:
        asked = asked.where(Release.no <= last_no)
    if program_id:
        asked = asked.where(ProgramVersion.program_id == program_id)
    return [(number, {"sitting_id": sitting_id, "release_id": release_id, "voided_at": spelled(at)})
            for number, sitting_id, release_id, at in (connection or db.session).execute(asked)]


def releases_told_void(program_id: str, recipient: str) -> set[str]:
    """The releases that an earlier export of this program (or of all) to this recipient has said to be void."""
    return {void["release_id"] for row in exports_of(program_id, recipient) for void in row.manifest.get("void", ())}


def last_export(program_id: str, recipient: str | None = None) -> ResultsExport | None:
    """The newest export of this program (or of all programs, for an empty id), to one recipient or to anybody."""
    return next(exports_of(program_id, recipient), None)


def exports_of(program_id: str, recipient: str | None = None) -> Iterator[ResultsExport]:
    """This program's exports (or those of all programs, for an empty id), newest first and no more than are wanted.

    Of one recipient only those whose name is the same but for capitals and spaces: another spelling is somebody new,
    who gets everything, which does less harm than a gap.
    """
    asked = select(ResultsExport).order_by(*NEWEST_FIRST).limit(AT_ONCE)
    for start in itertools.count(0, AT_ONCE):
        rows = list(db.session.scalars(asked.offset(start)))
        yield from (row for row in rows if row.selection.get("program_id", "") == program_id
                    and (recipient is None or _named(row.recipient) == _named(recipient)))
        if len(rows) < AT_ONCE:
            return


def _named(recipient: str) -> str:
    return " ".join(recipient.split()).casefold()


def bytes_of(export: ResultsExport, name: str) -> Iterator[bytes]:
    """One file of an export, exactly as it left. Raises NotFound for a name that the export does not have."""
    if name == "manifest.json":
        return iter([manifest_bytes(export.manifest)])
    if name == "manifest.sig":
        return iter([base64.b64decode(export.signature)])
    if name not in export.manifest["files"]:
        raise NotFound("no such file in this export")
    held = select(ExportPart.number).where(ExportPart.export_id == export.id, ExportPart.file == name)
    return _pieces(export.id, name, list(db.session.scalars(held.order_by(ExportPart.number))))


def _pieces(export_id: str, name: str, numbers: list[int]) -> Iterator[bytes]:
    """One piece after the other, each asked for by itself: a page may have ended before its file has left."""
    for number in numbers:
        asked = select(ExportPart.data).where(ExportPart.export_id == export_id, ExportPart.file == name,
                                              ExportPart.number == number)
        yield zlib.decompress(db.session.scalar(asked))
