"""`flask simulate` as a whole: a short cohort over real HTTP, in a house that is thrown away."""

import json

import pytest

from exam.app import create_app
from exam.cli.simulation.browser import Unexpected
from exam.cli.simulation.running import Outcome
from exam.cli.simulation.verdicts import FOUND, MISSED, TOO_FEW, Verdict
from exam.database import db
from exam.models import Account
from tests.support.application import close
from tests.support.demo import run
from tests.support.settings import settings_for

pytestmark = pytest.mark.slow


@pytest.fixture
def app(databases, tmp_path):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path))
    yield app
    close(app)


def test_a_short_cohort_goes_the_whole_way_and_a_report_says_what_was_found(app, tmp_path):
    written = tmp_path / "report.json"
    answer = run(app, "simulate", "--candidates", "12", "--program", "mo-cps-25", "--json", str(written))
    assert answer.exit_code == 0, answer.output
    report = json.loads(written.read_text(encoding="utf-8"))
    assert (report["candidates"], report["released"], report["questions"]) == (12, 12, 25)
    assert 0 < report["passed"] < 12
    assert {row["fault"]: row["outcome"] for row in report["faults"]} == {
        "wrong_key": TOO_FEW, "leaked_item": TOO_FEW, "colluding_pair": TOO_FEW, "careless_proctor": FOUND}
    assert "12 results were released" in answer.output and "signed within" in answer.output
    with app.app_context():
        assert db.session.query(Account).count() == 0  # the house of whoever asked is not touched


@pytest.mark.parametrize(("outcome", "status"), [(FOUND, 0), (TOO_FEW, 0), (MISSED, 1)])
def test_the_exit_status_tells_that_a_planted_fault_was_missed(app, monkeypatch, outcome, status):
    found = [Verdict("wrong_key", outcome, "Said.")]
    monkeypatch.setattr("exam.cli.simulate.simulated",
                        lambda people, program, say: Outcome(people, program, 85, 12, 9, found))
    answer = run(app, "simulate", "--candidates", "12")
    assert answer.exit_code == status and f"A wrong key: {outcome.upper()}. Said." in answer.output


def test_a_simulation_that_breaks_off_says_so_and_judges_nothing(app, monkeypatch):
    def breaks(people, program, say):
        raise Unexpected("/room answered 500: We are back in a moment")
    monkeypatch.setattr("exam.cli.simulate.simulated", breaks)
    answer = run(app, "simulate", "--candidates", "12")
    assert answer.exit_code == 1 and "broke off" in answer.output and "answered 500" in answer.output


def test_a_fault_that_is_left_out_is_not_planted(app, monkeypatch):
    asked = []
    monkeypatch.setattr("exam.cli.simulate.simulated",
                        lambda people, program, say: asked.append(people) or Outcome(people, program, 85, 12, 9, []))
    run(app, "simulate", "--candidates", "12", "--without", "wrong_key", "--without", "leaked_item")
    assert asked[0].planted == {"colluding_pair", "careless_proctor"} and asked[0].knowing == []


def test_the_clock_of_a_house_that_serves_people_is_moved_by_nobody(databases, tmp_path):
    app = create_app(settings_for(databases.new("sqlite"), tmp_path, MODE="production"))
    answer = run(app, "simulate", "serve", "2026-06-01T14:00:00+00:00")
    assert answer.exit_code == 1 and "Only a simulation" in answer.output
    close(app)
