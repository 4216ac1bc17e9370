"""Which program versions there are, and which one counts on a day."""

from datetime import date

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import ProgramVersion


def program_versions() -> list[ProgramVersion]:
    """Every adopted version, by program and day."""
    asked = select(ProgramVersion).order_by(ProgramVersion.program_id, ProgramVersion.effective_from)
    return list(db.session.scalars(asked))


def program_version_named(program_id: str, version: str) -> ProgramVersion | None:
    """The version with this name."""
    asked = select(ProgramVersion).where(ProgramVersion.program_id == program_id, ProgramVersion.version == version)
    return db.session.scalars(asked).first()


def program_version_on(program_id: str, day: date) -> ProgramVersion | None:
    """The newest version in effect on that day; None when the program is unknown or not yet in effect."""
    asked = (select(ProgramVersion)
             .where(ProgramVersion.program_id == program_id, ProgramVersion.effective_from <= day)
             .order_by(ProgramVersion.effective_from.desc(), ProgramVersion.adopted_at.desc()))
    return db.session.scalars(asked).first()


def programs_on(day: date) -> list[ProgramVersion]:
    """For each program the version that counts on that day."""
    ids = sorted({row.program_id for row in program_versions()})
    return [row for row in (program_version_on(program_id, day) for program_id in ids) if row is not None]


def first_program_version() -> ProgramVersion | None:
    """The version adopted first: the one row that everybody who registers candidates waits for in turn."""
    asked = select(ProgramVersion).order_by(ProgramVersion.adopted_at, ProgramVersion.id)
    return db.session.scalars(asked.limit(1)).first()


def program_version_with_id(version_id: str) -> ProgramVersion:
    """The version with this id. Raises NotFound."""
    row = db.session.get(ProgramVersion, version_id)
    if row is None:
        raise NotFound("no such program version")
    return row


def document_named(name: str) -> dict | None:
    """The merged document of an adopted version, named id/version, for files that extend it."""
    program_id, _, version = name.partition("/")
    row = program_version_named(program_id, version)
    return row.document if row else None
