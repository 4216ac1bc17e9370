"""Adopting a program version: from then on it is frozen, and new sittings are registered under it."""

from collections.abc import Sequence
from datetime import datetime

from exam.database import db, transaction
from exam.errors import Refused
from exam.models import ProgramVersion
from exam.queries.programs import program_version_named
from question_bank.blueprint import Blueprint
from question_bank.fitting import misfits
from question_bank.programs import Program


def adopt(program: Program, blueprint: Blueprint, *, now: datetime, by) -> ProgramVersion:
    """Store one version with its blueprint. A version that exists already is never replaced."""
    return adopt_all([(program, blueprint)], now=now, by=by)[0]


def adopt_all(pairs: Sequence[tuple[Program, Blueprint]], *, now: datetime, by) -> list[ProgramVersion]:
    """Store several versions, all of them or none."""
    with transaction("adopt_program", by=by, now=now) as entry:
        rows = [_adopted(program, blueprint, now=now, by=by) for program, blueprint in pairs]
        names = " ".join(f"{row.program_id}/{row.version}" for row in rows)
        entry.about("program", names[:100], digests=[row.digest for row in rows],
                    blueprints=[row.blueprint_digest for row in rows])
    return rows


def _adopted(program: Program, blueprint: Blueprint, *, now: datetime, by) -> ProgramVersion:
    if program_version_named(program.id, program.version) is not None:
        raise Refused(f"{program.id} {program.version} was adopted before. Give the changed file a new version.")
    wrong = misfits(program, blueprint)
    if wrong:
        raise Refused("The blueprint does not fit the program.", *(f"{key}: {sentence}" for key, sentence in wrong))
    row = ProgramVersion(program_id=program.id, version=program.version, effective_from=program.effective_from,
                         document=dict(program.document), digest=program.digest,
                         blueprint_document=dict(blueprint.document), blueprint_digest=blueprint.digest,
                         adopted_at=now, adopted_by=str(by))
    db.session.add(row)
    db.session.flush()
    return row
