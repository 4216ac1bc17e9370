"""Adopting a program version: from then on it is frozen, and new sittings are registered under it."""

from collections.abc import Sequence
from datetime import datetime

from exam.actions.adopting import adopted_row
from exam.database import transaction
from exam.models import ProgramVersion
from question_bank.blueprint import Blueprint
from question_bank.programs import Program


def adopt(program: Program, blueprint: Blueprint, *, now: datetime, by) -> ProgramVersion:
    """Store one version with its blueprint. A version that exists already is never replaced."""
    return adopt_all([(program, blueprint)], now=now, by=by)[0]


def adopt_all(pairs: Sequence[tuple[Program, Blueprint]], *, now: datetime, by) -> list[ProgramVersion]:
    """Store several versions, all of them or none."""
    with transaction("adopt_program", by=by, now=now) as entry:
        rows = [adopted_row(program, blueprint, now=now, by=by) for program, blueprint in pairs]
        names = " ".join(f"{row.program_id}/{row.version}" for row in rows)
        entry.about("program", names[:100], digests=[row.digest for row in rows],
                    blueprints=[row.blueprint_digest for row in rows])
    return rows

