"""Program versions are dated: a day decides which one counts, and a sitting keeps the one it began under."""

from datetime import date, timedelta

import pytest

from exam.actions import programs
from exam.errors import Refused
from exam.queries.programs import program_version_on, programs_on
from question_bank.blueprint import blueprint_from_document, shipped_blueprints
from question_bank.programs import program_from_document, shipped_programs
from tests.factories import world as worlds

SHORT = shipped_programs()[1]
PLAN = shipped_blueprints()[SHORT.exam.blueprint]


def later_version(version: str, day: str, **exam):
    document = {**SHORT.document, "version": version, "effective_from": day}
    return program_from_document({**document, "exam": {**document["exam"], **exam}})


def adopt(program, plan=PLAN):
    return programs.adopt(program, plan, now=worlds.NOON, by=worlds.AUTHOR)


def test_the_newest_version_in_effect_counts_on_a_day(db_app):
    adopt(SHORT)
    adopt(later_version("2026.2", "2026-07-01"))
    assert program_version_on("mo-cps-25", date(2025, 12, 31)) is None
    assert program_version_on("mo-cps-25", date(2026, 6, 30)).version == "2026.1"
    assert program_version_on("mo-cps-25", date(2026, 7, 1)).version == "2026.2"
    assert [row.version for row in programs_on(date(2027, 1, 1))] == ["2026.2"]


def test_c01_a_sitting_keeps_the_version_it_began_under(db_app):
    world = worlds.world()
    sitting = worlds.begun(world)
    before = sitting.program_version.digest
    adopt(later_version("2026.2", "2026-03-02", time_limit_minutes=5))
    world.later(days=1)
    submitted = worlds.submitted(world, sitting)
    assert (submitted.program_version.version, submitted.program_version.digest) == ("2026.1", before)
    assert submitted.program_version.program.exam.time_limit_minutes == 0
    assert submitted.limit_seconds is None


def test_c01_a_version_is_never_replaced(db_app):
    adopt(SHORT)
    with pytest.raises(Refused, match="was adopted before. Give the changed file a new version"):
        adopt(later_version("2026.1", "2026-01-01", time_limit_minutes=5))


def test_c02_a_blueprint_that_does_not_fit_is_refused_with_its_rows(db_app):
    other = blueprint_from_document({**PLAN.document, "counts": {**PLAN.document["counts"], "C12": [0, 0, 0]}})
    with pytest.raises(Refused, match="counts.C12: is no competency of the program"):
        adopt(SHORT, other)
    assert program_version_on("mo-cps-25", worlds.NOON.date() + timedelta(days=1)) is None
