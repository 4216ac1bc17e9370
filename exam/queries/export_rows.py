"""The rows of an export as plain values, a million of them in the memory of a few thousand: no object for each row."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import BigInteger, Connection, Row, Select, Text, case, func, select, type_coerce
from sqlalchemy.orm import aliased

from exam.database import db
from exam.models import (
    Attestation,
    Authorization,
    Candidate,
    ExamForm,
    Incident,
    IncidentDecision,
    Nomination,
    ProgramVersion,
    Release,
    Result,
    Sitting,
    Submission,
)
from exam.rules.export_columns import SCHEMA_VERSION, RecordDigests
from exam.rules.incidents import TAKES_AWAY

AT_A_TIME = 2000
FIRST_RECORD = "0" * 64
QUARTER = 15 * 60 * 1000  # milliseconds
TWO = [f"{number:02d}" for number in range(60)]
NO_INCIDENTS = (0, "", "", "", "")
IS_RELEASED = Sitting.state == "released"  # a result whose sitting became void afterwards counts no more


@dataclass(frozen=True)
class Span:
    """Which releases an export holds: those of one program (or of all), after one number and up to another."""

    export_id: str
    exported_at: datetime
    program_id: str
    after_no: int
    last_no: int
    sitting_id: str = ""  # of one sitting alone
    limit: int | None = None


@contextmanager
def one_moment() -> Iterator[Connection]:
    """A connection that sees the database as it is now, however long the reading takes. It keeps nobody waiting."""
    engine = db.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        yield connection.execution_options(yield_per=AT_A_TIME)


def last_release(connection: Connection) -> int:
    """The number of the newest release; 0 when there is none."""
    return connection.scalar(select(func.max(Release.no))) or 0


def count_of(connection: Connection, span: Span) -> int:
    """How many rows the export will have."""
    return connection.scalar(_in_span(select(func.count()).select_from(Result), span).where(IS_RELEASED))


def raw_rows(connection: Connection, span: Span) -> Iterator[Row]:
    """What the database says, release by release: the query of an export and nothing more."""
    return iter(connection.execute(_asked(span)))


def rows_in(connection: Connection, span: Span) -> Iterator[tuple[tuple, tuple]]:
    """Each row of the export in the order of COLUMNS, with what the database said."""
    versions, digests, zone = _versions(), RecordDigests(), ZoneInfo(current_app.config["BOARD_TIMEZONE"])
    made_at, number = spelled(span.exported_at), 0
    for block in _blocks(raw_rows(connection, span)):
        incidents = _incidents_of(connection, block)
        for raw in block:
            number += 1
            exam_date = _exam_date(zone, raw[34] // QUARTER)
            row = (span.export_id, made_at, number, SCHEMA_VERSION, *versions[raw[0]], *raw[1:8], str(raw[8]),
                   *raw[9:15], exam_date, *raw[15:24], raw[24] or "", *raw[25:29], _instant(raw[35]), raw[29],
                   *incidents.get(raw[10], NO_INCIDENTS), raw[30], _instant(raw[36]), raw[31])
            yield (*row, digests.of((*row, "", *raw[32:34])), *raw[32:34]), raw


def _blocks(rows: Iterator[Row]) -> Iterator[list[tuple]]:
    """So many rows at a time, as plain values."""
    while block := list(map(tuple, islice(rows, AT_A_TIME))):
        yield block


def competency_rows_of(span: Span, raw: tuple) -> Iterator[tuple]:
    """The long file's rows of one result: one for each competency."""
    for competency, part in sorted(json.loads(raw[37]).items()):
        yield (span.export_id, raw[10], raw[23], competency, part["items"], part["points"], part["correct"],
               part["band"] or "")


def links_without_row(connection: Connection, span: Span) -> Iterator[tuple]:
    """The releases of the span that have no row, and why: so the chain can be followed past them."""
    asked = (select(Release.no, Result.record_hash, Result.previous_record_hash,
                    case((Sitting.state == "void", "void"), else_="another program"))
             .join(Result, Result.release_id == Release.id).join(Sitting, Sitting.id == Result.sitting_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .where(Release.no > span.after_no, Release.no <= span.last_no).order_by(Release.no))
    other = ~IS_RELEASED
    if span.program_id:
        other = other | (ProgramVersion.program_id != span.program_id)
    yield from map(tuple, connection.execute(asked.where(other)))


def ends_of_chain(connection: Connection, span: Span) -> dict:
    """The hash before the first release of the span and that of its last."""
    hashes = select(Result.record_hash).join(Release, Release.id == Result.release_id)
    before, last = (connection.scalar(hashes.where(Release.no <= number).order_by(Release.no.desc()).limit(1))
                    for number in (span.after_no, span.last_no))
    return {"before": before or FIRST_RECORD, "last": last or FIRST_RECORD}


def _in_span(asked: Select, span: Span) -> Select:
    asked = (asked.join(Release, Release.id == Result.release_id).join(Sitting, Sitting.id == Result.sitting_id)
             .join(ProgramVersion, ProgramVersion.id == Sitting.program_version_id)
             .where(Release.no > span.after_no, Release.no <= span.last_no))
    if span.sitting_id:
        asked = asked.where(Sitting.id == span.sitting_id)
    return asked.where(ProgramVersion.program_id == span.program_id) if span.program_id else asked


def _asked(span: Span) -> Select:
    before = aliased(Result)
    asked = select(
        Sitting.program_version_id,
        Candidate.board_candidate_id, Candidate.legal_first_name, Candidate.legal_middle_name,
        Candidate.legal_last_name, Candidate.suffix, Candidate.email,
        Authorization.training_event_id, Authorization.training_completed_on, Authorization.training_hours,
        Sitting.id, Sitting.sitting_no, ExamForm.code, ExamForm.digest, ExamForm.language,
        Submission.completion, Result.decision, Result.raw_score, Result.raw_max, Result.cut_raw, Result.cut_basis,
        Result.scaled_score, Result.scaled_cut, Result.scoring_version, before.release_id,
        Nomination.name, Nomination.organisation, Attestation.id, Attestation.text_version, Attestation.outcome,
        Release.id, Release.released_by, Result.record_hash, Result.previous_record_hash,
        _raw(Sitting.begun_at), _raw(Attestation.signed_at), _raw(Release.released_at),
        type_coerce(Result.parts, Text), Release.no).select_from(Result)
    asked = (_in_span(asked, span).join(Candidate, Candidate.id == Sitting.candidate_id)
             .join(Authorization, Authorization.id == Sitting.authorization_id)
             .join(ExamForm, ExamForm.id == Sitting.exam_form_id)
             .join(Submission, Submission.sitting_id == Sitting.id)
             .join(Attestation, Attestation.id == Result.attestation_id)
             .join(Nomination, Nomination.id == Attestation.nomination_id)
             .outerjoin(before, before.id == Result.supersedes_id))
    # The state is asked in a way that no index answers: through that index SQLite would sort every row before the
    # first one leaves, instead of walking along the numbers of the releases.
    return asked.where(func.coalesce(Sitting.state, "") == "released").order_by(Release.no).limit(span.limit)


def _raw(instant):
    """Whole milliseconds, as they are stored: a datetime for each would cost more than the row."""
    return type_coerce(instant, BigInteger)


def _instant(milliseconds: int) -> str:
    """The same as isoformat() of the instant in UTC; a row has two of them."""
    day, second = divmod(milliseconds // 1000, 86_400)
    minute, second = divmod(second, 60)
    return f"{_day(day)}T{TWO[minute // 60]}:{TWO[minute % 60]}:{TWO[second]}+00:00"


@lru_cache(maxsize=4096)
def _exam_date(zone: ZoneInfo, quarter: int) -> str:
    """The board's date in that quarter of an hour since 1970. No zone begins its day within one."""
    return str(datetime.fromtimestamp(quarter * QUARTER // 1000, zone).date())


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()


def spelled(instant: datetime) -> str:
    """An instant as exports spell it."""
    return instant.isoformat(timespec="seconds")


def _versions() -> dict[str, tuple]:
    """What the rows say of their program, by its version."""
    return {row.id: (row.program_id, row.version, row.document.get("sample", False), row.blueprint_document["id"],
                     row.blueprint_document["version"]) for row in db.session.scalars(select(ProgramVersion))}


def _incidents_of(connection: Connection, block: list[tuple]) -> dict[str, tuple]:
    """What these rows say of the incidents of their sittings; few sittings have any."""
    held = (select(Result.sitting_id).join(Release, Release.id == Result.release_id)
            .where(Release.no.between(block[0][38], block[-1][38])))
    asked = (select(Incident.sitting_id, Incident.id, Incident.code, IncidentDecision.decision,
                    IncidentDecision.decided_by, IncidentDecision.decided_at, IncidentDecision.confirmed_at)
             .outerjoin(IncidentDecision, IncidentDecision.incident_id == Incident.id)
             .where(Incident.sitting_id.in_(held))
             .order_by(Incident.reported_at, Incident.id, IncidentDecision.decided_at))
    found: dict[str, list[Row]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.sitting_id, []).append(row)
    return {sitting_id: _told(rows) for sitting_id, rows in found.items()}


def _told(rows: list[Row]) -> tuple:
    codes = {row.id: row.code for row in rows}
    decided = [row for row in rows if row.decision is not None
               and (row.decision not in TAKES_AWAY or row.confirmed_at is not None)]
    last = max(decided, key=lambda row: row.decided_at, default=None)
    of_last = (last.decision, last.decided_by, spelled(last.decided_at)) if last else ("", "", "")
    return (len(codes), " ".join(codes.values()), *of_last)
