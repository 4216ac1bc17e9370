"""An exam day: one app for a whole test module, with an exam form full of canaries, and a new sitting for each test."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exam.actions import programs, sittings
from exam.app import create_app
from exam.database import db
from exam.models import AnswerEvent, Sitting, Submission
from exam.queries.held import MEMORY
from exam.queries.journal import answers_in_force
from exam.rules import actors
from question_bank.blueprint import shipped_blueprints
from question_bank.items import Option
from question_bank.programs import shipped_programs
from tests.factories import world as maker
from tests.factories.copies import copied
from tests.support.application import close
from tests.support.clocks import FIRST_INSTANT, Clock
from tests.support.databases import KINDS, Databases
from tests.support.rooms import Room
from tests.support.settings import settings_for

CANARIES = ("KEY-CANARY", "RATIONALE-CANARY", "codecanary", "AUTHOR-CANARY", "SOURCE-CANARY")


class FreshClient(FlaskClient):
    """Asks as a browser would, from outside: what the test has read before must not be what the page reads."""

    def open(self, *facts, **named):
        db.session.rollback()
        return super().open(*facts, **named)


class ExamDay:
    """The house, its clock, and what a test needs to begin a sitting in it."""

    def __init__(self, app: Flask, clock: Clock, kind: str):
        self.app, self.clock, self.kind = app, clock, kind
        copied("exam day", self._furnish)
        self.world = replace(maker.standing_world(now=clock.now()), secrets=[app.config["SECRET_KEY"]])
        db.session.commit()

    def _furnish(self) -> None:
        now = self.clock.now()
        program = next(program for program in shipped_programs() if program.id == "mo-cps-25")
        blueprint = shipped_blueprints()[program.exam.blueprint]
        version = programs.adopt(program, blueprint, now=now, by=maker.AUTHOR)
        contents = [with_canaries(content) for content in maker.contents_for(blueprint, "codecanary")]
        maker.exam_form(version, contents, now=now)

    def begun(self, **facts) -> Sitting:
        """A sitting in progress, with changed facts such as `limit_seconds`."""
        sitting = maker.begun(self.world)
        for name, value in facts.items():
            setattr(sitting, name, value)
        sitting.reckon()
        db.session.commit()
        return sitting

    def room(self, sitting: Sitting) -> Room:
        """A device that was let into the room."""
        return Room(self.app, sitting)

    def in_force(self, sitting: Sitting) -> dict[int, str]:
        """The answers in force as the database has them now."""
        db.session.rollback()
        return answers_in_force(sitting.id)

    def fresh(self, sitting: Sitting) -> Sitting:
        """The sitting as the database has it now."""
        db.session.rollback()
        return db.session.get(Sitting, sitting.id, populate_existing=True)

    def handed_in(self, sitting: Sitting) -> Submission:
        """What the clock hands in, which asks for no complete answers."""
        sitting = self.fresh(sitting)
        late = sitting.deadline_at + timedelta(minutes=1)
        assert sittings.submit_at_deadline(sitting, now=late, by=actors.system("sweep"))
        return sitting.submission


def journal(sitting: Sitting) -> list[AnswerEvent]:
    """Everything that arrived for a sitting, in the order of lease and seq, as the database has it now."""
    db.session.rollback()
    rows = db.session.query(AnswerEvent).filter_by(sitting_id=sitting.id)
    return rows.order_by(AnswerEvent.lease, AnswerEvent.seq).populate_existing().all()


def with_canaries(content):
    """The same item, with words that must never reach a candidate."""
    options = tuple(Option(option.id, f"Choice {option.id} of question {content.code[-3:]}", "RATIONALE-CANARY")
                    for option in content.options)
    references = tuple(replace(reference, source="SOURCE-CANARY") for reference in content.references)
    return replace(content, stem=f"What is right in case {content.code[-3:]}?", options=options,
                   references=references, author="AUTHOR-CANARY")


@pytest.fixture(scope="module", params=KINDS)
def shared_day(request: pytest.FixtureRequest, databases: Databases, tmp_path_factory) -> Iterator[ExamDay]:
    url, clock = databases.new(request.param), Clock()
    app = create_app(settings_for(url, tmp_path_factory.mktemp("day"), CLOCK=clock))
    app.test_client_class = FreshClient
    with app.app_context():
        yield ExamDay(app, clock, request.param)
    close(app)
    databases.remove(url)


@pytest.fixture
def day(shared_day: ExamDay) -> Iterator[ExamDay]:
    """The shared house at its first instant, with nothing remembered from the test before."""
    shared_day.clock.set(FIRST_INSTANT)
    shared_day.world.now = FIRST_INSTANT
    MEMORY.forget()
    yield shared_day
    db.session.rollback()
