"""The rows of a results export: released sittings that are not void, in the order of their releases."""

import zlib
from collections.abc import Iterator

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import db
from exam.errors import NotFound
from exam.models import (
    Attestation,
    ExportPart,
    Incident,
    ProgramVersion,
    Release,
    Result,
    ResultsExport,
    Sitting,
    TrailStep,
)
from exam.queries.retakes import board_day
from exam.rules.export_columns import SCHEMA_VERSION, record_digest
from exam.rules.incidents import TAKES_AWAY


def newest_release_no() -> int:
    """The number of the newest release; 0 when there is none."""
    return db.session.scalar(select(func.max(Release.no))) or 0


def exports_so_far() -> list[ResultsExport]:
    """The log of exports, newest first: by what they reach up to, because clocks step back."""
    return list(db.session.scalars(select(ResultsExport).order_by(
        ResultsExport.last_release_no.desc(), ResultsExport.exported_at.desc(), ResultsExport.id.desc())))


def export_with_id(export_id: str) -> ResultsExport:
    """One entry of the log. Raises NotFound."""
    row = db.session.get(ResultsExport, export_id)
    if row is None:
        raise NotFound("no such export")
    return row


def void_results(program_id: str, last_release_no: int) -> list[tuple[int, dict]]:
    """Results of this program (or of all) whose sitting became void after its release, each with its release number."""
    asked = (select(Release.no, Result.sitting_id, Result.release_id, TrailStep.at)
             .join(Result, Result.release_id == Release.id).join(Sitting, Sitting.id == Result.sitting_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .join(TrailStep, (TrailStep.subject_id == Sitting.id) & (TrailStep.step == "void"))
             .where(Sitting.state == "void", Release.no <= last_release_no).order_by(Release.no))
    if program_id:
        asked = asked.where(ProgramVersion.program_id == program_id)
    return [(number, {"sitting_id": sitting_id, "release_id": release_id, "voided_at": _iso(at)})
            for number, sitting_id, release_id, at in db.session.execute(asked)]


def releases_told_void(program_id: str) -> set[str]:
    """The releases that an earlier export of this program (or of all) has said to be void."""
    return {void["release_id"] for row in exports_of(program_id) for void in row.manifest.get("void", ())}


def last_export(program_id: str) -> ResultsExport | None:
    """The newest export of this program (or of all programs, for an empty id)."""
    return next(iter(exports_of(program_id)), None)


def exports_of(program_id: str) -> list[ResultsExport]:
    """The log of this program's exports (or of those of all programs, for an empty id), newest first."""
    return [row for row in exports_so_far() if row.selection.get("program_id", "") == program_id]


def bytes_of(export: ResultsExport, name: str) -> Iterator[bytes]:
    """One file of an export, exactly as it left. Raises NotFound for a name that the export does not have."""
    if name not in export.manifest["files"]:
        raise NotFound("no such file in this export")
    asked = (select(ExportPart.data).where(ExportPart.export_id == export.id, ExportPart.file == name)
             .order_by(ExportPart.number))
    return (zlib.decompress(piece) for piece in db.session.scalars(asked.execution_options(yield_per=1)))


def results_of(export: ResultsExport) -> Iterator[Result]:
    """The results of an export's program whose release number lies in its span, oldest first."""
    sitting = joinedload(Result.sitting)
    asked = (_in_span(select(Result), export).options(
        sitting.joinedload(Sitting.candidate), sitting.joinedload(Sitting.authorization),
        sitting.joinedload(Sitting.submission), joinedload(Result.release),
        joinedload(Result.attestation).joinedload(Attestation.nomination)).order_by(Release.no))
    yield from db.session.scalars(asked.execution_options(yield_per=500))


def _in_span(asked: Select, export: ResultsExport) -> Select:
    """Narrowed to the results of an export."""
    asked = (asked.join(Release, Release.id == Result.release_id).join(Sitting, Sitting.id == Result.sitting_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .where(Release.no > export.selection["after_release_no"], Release.no <= export.last_release_no,
                    Sitting.id.not_in(export.selection["void_sitting_ids"])))
    program_id = export.selection["program_id"]
    return asked.where(ProgramVersion.program_id == program_id) if program_id else asked


def _incidents_of(export: ResultsExport) -> dict[str, list[Incident]]:
    """The incidents of all sittings of an export, by sitting; few sittings have any."""
    held = _in_span(select(Result.sitting_id), export)
    asked = (select(Incident).where(Incident.sitting_id.in_(held)).options(selectinload(Incident.decisions))
             .order_by(Incident.reported_at, Incident.id))
    found: dict[str, list[Incident]] = {}
    for row in db.session.scalars(asked):
        found.setdefault(row.sitting_id, []).append(row)
    return found


def rows_of(export: ResultsExport) -> Iterator[dict]:
    """The rows as they are now; what left the house stands in the export's own files."""
    incidents = _incidents_of(export)
    for number, result in enumerate(results_of(export), start=1):
        row = {"export_id": export.id, "export_created_at": _iso(export.exported_at), "row_no": number,
               "schema_version": SCHEMA_VERSION, **_person(result), **_sitting(result), **_figures(result),
               **_witness(result), **_incidents(incidents.get(result.sitting_id, [])), **_release(result)}
        yield {**row, "record_sha256": record_digest(row)}


def competency_rows_of(export: ResultsExport) -> Iterator[dict]:
    """The long file: one row for each competency of each result."""
    for result in results_of(export):
        for competency, part in sorted(result.parts.items()):
            yield {"export_id": export.id, "sitting_id": result.sitting_id, "competency_id": competency,
                   "scoring_version": result.scoring_version, "items": part["items"],
                   "points": part["points"], "correct": part["correct"],
                   "band": part["band"] or ""}


def _person(result: Result) -> dict:
    candidate, permit = result.sitting.candidate, result.sitting.authorization
    return {"candidate_id": candidate.board_candidate_id, "legal_first_name": candidate.legal_first_name,
            "legal_middle_name": candidate.legal_middle_name, "legal_last_name": candidate.legal_last_name,
            "suffix": candidate.suffix, "email": candidate.email, "training_event_id": permit.training_event_id,
            "training_completed_on": permit.training_completed_on.isoformat(), "training_hours": permit.training_hours}


def _sitting(result: Result) -> dict:
    sitting, version = result.sitting, result.sitting.program_version
    blueprint = version.blueprint_document
    return {"program_id": version.program_id, "program_version": version.version,
            "program_is_sample": version.document.get("sample", False), "blueprint_id": blueprint["id"],
            "blueprint_version": blueprint["version"], "sitting_id": sitting.id, "sitting_no": sitting.sitting_no,
            "exam_form_id": sitting.exam_form.code, "exam_form_digest": sitting.exam_form.digest,
            "language": sitting.exam_form.language, "exam_date": board_day(sitting.begun_at).isoformat(),
            "completion": sitting.submission.completion}


def _figures(result: Result) -> dict:
    before = db.session.get(Result, result.supersedes_id) if result.supersedes_id else None
    return {"result": result.decision, "raw_score": result.raw_score, "raw_max": result.raw_max,
            "cut_raw": result.cut_raw, "cut_basis": result.cut_basis, "scaled_score": result.scaled_score,
            "scaled_cut": result.scaled_cut, "scoring_version": result.scoring_version,
            "supersedes_release_id": before.release_id if before else ""}


def _witness(result: Result) -> dict:
    attestation = result.attestation
    nomination = attestation.nomination
    return {"proctor_name": nomination.name, "proctor_organisation": nomination.organisation,
            "attestation_id": attestation.id, "attestation_version": attestation.text_version,
            "attested_at": _iso(attestation.signed_at), "attestation_outcome": attestation.outcome}


def _incidents(found: list[Incident]) -> dict:
    decided = [row for incident in found for row in incident.decisions
               if row.decision not in TAKES_AWAY or row.confirmed_at is not None]
    last = max(decided, key=lambda row: row.decided_at, default=None)
    return {"incident_count": len(found), "incident_codes": " ".join(row.code for row in found),
            "decision": last.decision if last else "", "decided_by": last.decided_by if last else "",
            "decided_at": _iso(last.decided_at) if last else ""}


def _release(result: Result) -> dict:
    return {"release_id": result.release_id, "released_at": _iso(result.release.released_at),
            "released_by": result.release.released_by, "release_sha256": result.record_hash,
            "prev_release_sha256": result.previous_record_hash}


def _iso(instant) -> str:
    return instant.isoformat(timespec="seconds")
