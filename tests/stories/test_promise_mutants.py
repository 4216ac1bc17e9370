"""What happens to promises 2, 3, 5, 6 and 7 when their one defence is switched off: each check must notice."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from exam.actions import items, sittings
from exam.database import db
from exam.models import AnswerEvent, AuditEntry, Result, SittingPosition
from exam.queries.chain import first_bad_entry
from exam.queries.journal import answers_in_force
from exam.rules import actors
from question_bank import scoring
from tests.factories import world as maker

BY = actors.system("test")


@pytest.fixture
def world(db_app):
    return maker.world()


def run(*statements: str) -> None:
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def guard_off(table: str, database_kind: str, verb: str = "update") -> str:
    """The statement that switches one table's guard off, as nobody but the database's owner could."""
    if database_kind == "postgresql":
        return f"DROP TRIGGER {table}_append_only ON {table}"
    return f"DROP TRIGGER {table}_no_{verb}"


def scores_made_before_the_release(world, monkeypatch) -> list:
    """How often anything is scored on the way from begin to attestation."""
    scored: list[int] = []
    honest = scoring.score
    monkeypatch.setattr("question_bank.scoring.score", lambda *rows: scored.append(1) or honest(*rows))
    sitting = maker.submitted(world)
    maker.attested(world, sitting)
    return scored


def test_promise_2_mutant_scoring_at_the_hand_in_is_seen(world, monkeypatch):
    assert scores_made_before_the_release(world, monkeypatch) == []
    honest = sittings.submission_of

    def eager(sitting, completion, *, at):
        scoring.score([], {})
        return honest(sitting, completion, at=at)

    monkeypatch.setattr("exam.actions.sittings.submission_of", eager)
    assert scores_made_before_the_release(world, monkeypatch) != []


def test_promise_3_mutant_without_its_guard_the_journal_can_be_emptied(world, database_kind):
    sitting = maker.answered(world, maker.begun(world))
    assert len(answers_in_force(sitting.id)) == 25
    db.session.rollback()
    run(guard_off("answer_event", database_kind, "delete"), "DELETE FROM answer_event")
    assert db.session.query(AnswerEvent).count() == 0


def test_promise_5_c01_what_is_edited_later_changes_nothing_that_has_begun(world):
    sitting = maker.begun(world)
    before = [(row.revision_digest, row.revision.document["stem"], row.options) for row in sitting.positions]
    item = sitting.positions[0].revision.item
    edited = maker.item_content(item.code, stem="An entirely other question?", key="a")
    items.edit(item, edited, seen_number=1, note="", key_reason="A slip.", now=world.now, by=maker.AUTHOR)
    items.retire(sitting.positions[1].revision.item, reason="old", now=world.now, by=maker.AUTHOR)
    db.session.expire_all()
    assert [(row.revision_digest, row.revision.document["stem"], row.options) for row in sitting.positions] == before


def test_promise_5_mutant_without_its_guard_the_drawn_order_can_be_rewritten(world, database_kind):
    maker.begun(world)
    db.session.rollback()
    run(guard_off("sitting_position", database_kind), "UPDATE sitting_position SET options = '[]'")
    assert all(row.options == [] for row in db.session.query(SittingPosition))


def ends_early(world) -> bool:
    """Whether a sitting can be ended a second before its deadline by the sweep."""
    sitting = maker.answered(world, maker.begun(world))
    world.now = sitting.deadline_at - timedelta(seconds=1)
    return sittings.submit_at_deadline(sitting, now=world.now, by=BY)


def test_promise_6_mutant_a_sweep_that_does_not_ask_the_deadline_is_seen(world, monkeypatch):
    assert not ends_early(world)
    world.now = maker.NOON
    monkeypatch.setattr("exam.actions.sittings.is_in_time", lambda received_at, deadline_at: False)
    assert ends_early(world)


def test_promise_7_mutant_without_its_guard_a_changed_entry_is_still_found(world, database_kind):
    maker.submitted(world)
    count = db.session.query(AuditEntry).count()
    assert first_bad_entry({}) == (count, None)
    db.session.rollback()
    run(guard_off("audit_entry", database_kind), "UPDATE audit_entry SET actor = 'staff:nobody' WHERE no = 3")
    good, fault = first_bad_entry({})
    assert (good, "entry 3" in fault) == (2, True)


def test_promise_1_and_2_a_sitting_that_waits_has_no_result_row_at_all(world):
    maker.attested(world, maker.submitted(world))
    assert db.session.query(Result).count() == 0
