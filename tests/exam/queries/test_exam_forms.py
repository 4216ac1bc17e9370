"""Which exam form a candidate is given when the program has several versions: the days of the versions decide."""

import pytest

from exam.actions import programs, sittings
from exam.errors import Refused
from exam.queries.exam_forms import exam_form_for, practice_form
from exam.queries.programs import program_version_on
from exam.queries.retakes import board_day
from exam.rules import actors
from question_bank.blueprint import shipped_blueprints
from question_bank.programs import program_from_document
from tests.factories import world as maker


@pytest.fixture
def world(db_app):
    return maker.world()


def version_of(world, name: str, day: str, *, plan=None, **tables):
    document = {**world.version.document, "version": name, "effective_from": day, **tables}
    program = program_from_document(document)
    plan = plan or shipped_blueprints()[program.exam.blueprint]
    return programs.adopt(program, plan, now=world.now, by=maker.AUTHOR)


def form_of(world, version, prefix: str):
    plan = shipped_blueprints()[version.program.exam.blueprint]
    return maker.exam_form(version, maker.contents_for(plan, prefix), now=world.now)


def admit(world, sitting):
    nomination = sitting.nominations[-1] if sitting.nominations else maker.accepted(world, sitting)
    return sittings.admit(nomination, identity_document="passport", now=world.now, by=actors.proctor(nomination.id))


def test_c01_a_form_of_a_version_that_is_not_yet_in_effect_is_never_given(world):
    maker.begun(world)  # the form of the version in effect has been used, and the other has not
    future = version_of(world, "2026.2", "2026-07-01")
    later = form_of(world, future, "later")
    sitting = maker.registered(world)
    admit(world, sitting)
    assert (sitting.exam_form, sitting.program_version) == (world.form, world.version)
    world.form.state = "draft"
    assert exam_form_for(maker.registered(world), board_day(world.now)) is None
    world.later(days=150)
    assert exam_form_for(sitting, board_day(world.now)) == later


def test_c01_c22_the_version_in_effect_counts_and_its_information_page_must_be_confirmed(world):
    sitting = maker.registered(world)
    statements = world.version.document["statements"]
    changed = {**statements, "agreement": {**statements["agreement"], "version": "9"}}
    current = version_of(world, "2026.2", "2026-03-01", statements=changed)
    fresh = form_of(world, current, "fresh")
    for _ in range(2):
        maker.begun(world, maker.registered(maker.World(current, fresh)))  # used more often than the older one
    code = admit(world, sitting)
    assert (sitting.exam_form, sitting.program_version) == (fresh, current)
    facts = {"typed_code": code.shown(world.secrets), "secrets": world.secrets, "now": world.now,
             "by": actors.candidate(sitting.candidate.account_id)}
    with pytest.raises(Refused, match="What you should know"):
        sittings.begin(sitting, **facts)
    maker.agree(world, sitting)
    assert sittings.begin(sitting, **facts).state == "in_progress"


def test_c01_while_the_version_in_effect_has_no_form_the_sitting_keeps_its_own(world):
    between = version_of(world, "2026.2", "2026-02-01")
    form_of(world, between, "between")  # neither in effect nor the sitting's own
    sitting = maker.registered(world)
    version_of(world, "2026.3", "2026-03-01")
    admit(world, sitting)
    assert (sitting.exam_form, sitting.program_version) == (world.form, world.version)


def test_practice_is_of_the_version_in_effect_and_never_of_a_later_one(world):
    now_in_effect = maker.practice_form(world.version)
    future = version_of(world, "2026.2", "2026-07-01")
    later = maker.practice_form(future, now=world.later(hours=1))
    today, summer = board_day(world.now), future.effective_from
    assert practice_form(program_version_on("mo-cps-25", today)) == now_in_effect
    assert practice_form(program_version_on("mo-cps-25", summer)) == later
    third = version_of(world, "2026.3", "2026-08-01")
    assert practice_form(third) == later
