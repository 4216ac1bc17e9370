"""Counting the proctors whose figures raise a question reads only those who may raise one."""

import pytest
from sqlalchemy import event

from exam.actions import incidents
from exam.database import db
from exam.models import Nomination
from exam.queries.proctor_patterns import Pattern, pattern_of, patterns, patterns_to_look_at
from exam.rules import actors
from exam.rules.patterns import Figures, questions_of
from question_bank.programs.exam_tables import Patterns
from tests.factories import world as make
from tests.support.databases import ONE_KIND


@pytest.fixture
def world(db_app):
    return make.world()


def admitted_by(world, address: str) -> Nomination:
    nomination = make.accepted(world, make.registered(world))
    nomination.email_canonical = address
    db.session.commit()
    return nomination


@ONE_KIND
def test_t18_only_busy_proctors_and_those_with_a_shared_browser_are_read_for_the_count(world):
    for _ in range(10):
        admitted_by(world, "busy@example.net")
    shared, _ = admitted_by(world, "shared@example.net"), admitted_by(world, "usual@example.net")
    incidents.report(shared.sitting, code="I90", source="system", text="", happened_at=world.now, now=world.now,
                     by=actors.system("proctor-patterns"), facts={"same_device": True})
    waiting, opened = [one for one in patterns(world.now) if one.waits], []
    assert [pattern_of(one.id, world.now).figures for one in waiting] == [one.figures for one in waiting]
    db.session.expunge_all()
    event.listen(Nomination, "load", see := lambda row, _: opened.append(row.email_canonical))
    try:
        assert patterns_to_look_at(world.now) == len(waiting) == 2
        assert sorted(set(opened)) == ["busy@example.net", "shared@example.net"]
    finally:
        event.remove(Nomination, "load", see)


def test_t18_how_many_passed_is_told_of_few_neither_as_a_figure_nor_in_a_question():
    limits = Patterns(candidates_min=5, pass_share_over=0.95)
    few, enough = (Figures(candidates=n, attested=n, released=n, passed=n, median_seconds=900, same_device=0)
                   for n in (9, 10))
    assert questions_of(few, limits, 10) == []
    assert "10 of 10 passed" in questions_of(enough, limits, 10)[-1]
    shown = [Pattern("x", "", "", figures, True, [], [], [], 10).passed for figures in (few, enough)]
    assert shown == ["too few to show", "10 of 10"]
