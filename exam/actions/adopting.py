"""The row of a program version, as every way of adopting one adds it."""

from datetime import datetime

from exam.database import db
from exam.errors import Refused
from exam.models import ProgramVersion
from exam.queries.programs import program_version_named
from exam.rules.program_codes import unknown_codes
from question_bank.blueprint import Blueprint
from question_bank.fitting import misfits
from question_bank.programs import Program


def adopted_row(program: Program, blueprint: Blueprint, *, now: datetime, by) -> ProgramVersion:
    """Add one version with its blueprint, in the transaction of the action that adopts it."""
    if program_version_named(program.id, program.version) is not None:
        raise Refused(f"{program.id} {program.version} was adopted before. Give the changed file a new version.")
    wrong = misfits(program, blueprint)
    if wrong:
        raise Refused("The blueprint does not fit the program.", *(f"{key}: {sentence}" for key, sentence in wrong))
    unknown = unknown_codes(program)
    if unknown:
        raise Refused("The program names codes that are not known.", *unknown)
    row = ProgramVersion(program_id=program.id, version=program.version, effective_from=program.effective_from,
                         document=dict(program.document), digest=program.digest,
                         blueprint_document=dict(blueprint.document), blueprint_digest=blueprint.digest,
                         adopted_at=now, adopted_by=str(by))
    db.session.add(row)
    db.session.flush()
    return row
