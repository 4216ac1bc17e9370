"""The seven promises of docs/architecture.md, each beside what happens when its one defence is switched off."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from exam.actions import releases, sittings
from exam.database import db
from exam.errors import CodeRefused, NotReady, StepRefused
from exam.models import AnswerEvent, Attestation, AuditEntry, Result, SittingPosition, TrailStep
from exam.queries.chain import first_bad_entry
from exam.queries.gate import missing_for
from exam.rules import actors
from question_bank import scoring
from tests.factories import world as maker

BY = actors.system("release")


@pytest.fixture
def world(db_app):
    return maker.world()


def release(sitting, world) -> Result:
    return releases.release(sitting, mode="on_clean_attestation", now=world.now, by=BY)


def forged_result(sitting, attestation_id: str | None) -> dict:
    """A row that somebody with the database in hand might try to write."""
    return {"id": "x" * 26, "sitting_id": sitting.id, "attestation_id": attestation_id, "release_id": "r" * 26,
            "cut_score_id": sitting.cut_score_id, "interim": True}


INSERT_RELEASE = text("INSERT INTO release (id, no, sitting_id, mode, released_at, released_by) "
                      "VALUES (:release_id, 99, :sitting_id, 'x', 0, 'x')")
INSERT_RESULT = text(
    "INSERT INTO result (id, sitting_id, attestation_id, release_id, scoring_version, raw_score, raw_max, "
    "cut_score_id, cut_raw, cut_basis, cut_interim, scaled_score, scaled_cut, decision, parts, record_hash, "
    "previous_record_hash) VALUES (:id, :sitting_id, :attestation_id, :release_id, 1, 25, 25, "
    ":cut_score_id, 19, 'percent', :interim, 800, 500, 'PASS', '{}', 'h', 'p')")


def insert_forged(row: dict) -> None:
    with db.engine.begin() as connection:
        connection.execute(INSERT_RELEASE, row)
        connection.execute(INSERT_RESULT, row)


@pytest.fixture
def open_gate(world, monkeypatch):
    """The gate lets everything through, and finds the attestation of another sitting."""
    def opened(sitting):
        foreign = maker.attested(world, maker.submitted(world))
        monkeypatch.setattr("exam.actions.releases.missing_for", lambda sitting: [])
        monkeypatch.setattr("exam.actions.releases.attestation_in_force", lambda sitting_id: foreign)
        return sitting
    return opened


def without_constraint(database_kind: str) -> list[str]:
    """The statements that take from the results their tie to the attestation; SQLite can only build the table anew."""
    if database_kind == "postgresql":
        return ["ALTER TABLE result DROP CONSTRAINT fk_result_attestation"]
    with db.engine.connect() as connection:
        made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'result'"))
    loose, number = re.subn(r",\s*CONSTRAINT fk_result_attestation FOREIGN KEY[^)]*\)[^)]*\)", "", made)
    assert number == 1
    return ["DROP TABLE result", loose]


def run(*statements: str) -> None:
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


class TestPromise1NoReleaseWithoutAttestation:
    def test_t12_an_unattested_sitting_is_not_released(self, world):
        sitting = maker.submitted(world)
        with pytest.raises(NotReady, match="The proctor has not attested yet."):
            release(sitting, world)
        assert sitting.state == "submitted"
        assert db.session.query(Result).count() == 0

    def test_an_attested_one_is(self, world):
        sitting = maker.submitted(world)
        maker.attested(world, sitting)
        result = release(sitting, world)
        assert (sitting.state, result.raw_score, result.raw_max, result.decision) == ("released", 25, 25, "PASS")
        assert result.attestation.sitting_id == sitting.id

    @pytest.mark.parametrize(("right", "decision", "scaled"), [(18, "FAIL", 484), (19, "PASS", 500)])
    def test_75_percent_of_25_is_19_exactly(self, world, right, decision, scaled):
        sitting = maker.submitted(world, right=right)
        maker.attested(world, sitting)
        result = release(sitting, world)
        assert (result.raw_score, result.cut_raw, result.decision, result.scaled_score) == (right, 19, decision, scaled)

    @pytest.mark.parametrize("whose", ["nobody", "another sitting"])
    def test_the_database_itself_refuses_a_result_without_the_attestation_of_that_sitting(self, world, whose):
        sitting, other = maker.submitted(world), maker.submitted(world)
        attestation_id = None if whose == "nobody" else maker.attested(world, other).id
        row = forged_result(sitting, attestation_id)
        db.session.commit()
        with pytest.raises(DBAPIError):
            insert_forged(row)
        assert db.session.query(Result).count() == 0

    def test_mutant_the_same_row_with_its_attestation_goes_in(self, world):
        sitting = maker.submitted(world)
        own = maker.attested(world, sitting).id
        row = forged_result(sitting, own)
        db.session.commit()
        insert_forged(row)  # the same statement, with the attestation it asks for
        assert db.session.query(Result).count() == 1

    def test_mutant_with_an_open_gate_the_database_still_refuses_the_release(self, world, open_gate):
        sitting = open_gate(maker.submitted(world))
        with pytest.raises(IntegrityError, match="(?i)foreign key"):
            release(sitting, world)
        db.session.rollback()
        assert (sitting.state, db.session.query(Result).count()) == ("submitted", 0)

    def test_mutant_with_an_open_gate_and_without_the_constraint_the_release_goes_through(
            self, world, open_gate, database_kind):
        """So it was the constraint, and nothing else, that refused."""
        sitting, foreign = open_gate(maker.submitted(world)), db.session.query(Attestation).one()
        assert foreign.sitting_id != sitting.id
        db.session.commit()
        run(*without_constraint(database_kind))
        result = release(sitting, world)
        assert (sitting.state, result.attestation_id) == ("released", foreign.id)


class TestPromise2NoScoreBeforeRelease:
    def test_v5_0_0_16_5_3_a_fault_while_scoring_releases_nothing(self, world, monkeypatch):
        sitting = maker.submitted(world)
        maker.attested(world, sitting)
        monkeypatch.setattr("question_bank.second_scoring.score", lambda *rows: None)
        with pytest.raises(AttributeError):
            release(sitting, world)
        assert (sitting.state, db.session.query(Result).count()) == ("submitted", 0)

    def test_nothing_scores_a_sitting_until_the_release_does(self, world, monkeypatch):
        scored = []
        honest = scoring.score
        monkeypatch.setattr("question_bank.scoring.score", lambda *rows: scored.append(1) or honest(*rows))
        sitting = maker.submitted(world)
        maker.attested(world, sitting)
        missing_for(sitting)
        assert scored == []
        release(sitting, world)
        assert scored == [1]


class TestPromise3NoAcknowledgedAnswerIsLost:
    @pytest.mark.parametrize("statement", ["UPDATE answer_event SET choice = 'x'", "DELETE FROM answer_event"])
    def test_v5_0_0_13_2_2_the_journal_refuses_to_be_changed(self, world, statement):
        sitting = maker.begun(world)
        db.session.add(AnswerEvent(sitting_id=sitting.id, lease=1, seq=1, position=1, choice="abcd1234", flagged=False,
                                   elapsed_ms=0, received_at=world.now, standing="in_time"))
        db.session.commit()
        with pytest.raises(DBAPIError, match="append-only"):
            with db.engine.begin() as connection:
                connection.execute(text(statement))


class TestPromise5ASittingIsFrozenWhenItBegins:
    def test_c01_positions_and_drawn_orders_cannot_be_rewritten(self, world):
        sitting = maker.begun(world)
        with pytest.raises(DBAPIError, match="append-only"):
            with db.engine.begin() as connection:
                connection.execute(text("UPDATE sitting_position SET options = '[]'"))
        assert len(sitting.positions) == 25

    def test_c01_option_ids_are_drawn_anew_for_every_sitting(self, world):
        first, second = maker.begun(world), maker.begun(world)
        shown = [{opaque for row in sitting.positions for opaque, _ in row.options} for sitting in (first, second)]
        assert len(shown[0]) == len(shown[1]) == 100
        assert not shown[0] & shown[1]

    def test_t24_a_second_begin_draws_nothing_new(self, world):
        sitting = maker.begun(world)
        drawn = [row.options for row in sitting.positions]
        with pytest.raises((CodeRefused, StepRefused)):
            sittings.begin(sitting, typed_code="0000 0000", secrets=world.secrets, now=world.now, by=BY)
        assert [row.options for row in db.session.query(SittingPosition).order_by(SittingPosition.position)] == drawn


class TestPromise6OneClockDecides:
    def test_t22_time_over_hands_in_with_the_deadline_as_its_instant(self, world):
        sitting = maker.begun(world)
        deadline = sitting.deadline_at
        world.later(hours=9)
        assert sittings.submit_at_deadline(sitting, now=world.now, by=BY)
        assert (sitting.submitted_at, sitting.submission.completion) == (deadline, "time_expired")


class TestPromise7EveryChangeLeavesATrace:
    def test_one_entry_for_each_action_and_one_trail_row_for_each_step(self, world):
        sitting = maker.submitted(world)
        maker.attested(world, sitting)
        release(sitting, world)
        steps = db.session.query(TrailStep).filter_by(sitting_id=sitting.id, road="sitting").order_by(TrailStep.at)
        assert {row.step for row in steps} == {"admit", "begin", "submit", "release"}
        actions = [row.action for row in db.session.query(AuditEntry).order_by(AuditEntry.no)]
        for action in ("nominate", "accept", "admit", "begin", "submit", "attest", "release"):
            assert actions.count(action) == 1
        assert first_bad_entry({}) == (len(actions), None)

