"""Disposal: what is due goes behind its tombstone, what is held or not due stays, and nothing else may delete."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from exam.actions import appeals, rescoring, retention, scoring_decisions, sittings
from exam.database import AuditEntry, db
from exam.errors import AnswersDisposed, Refused
from exam.models import (
    AnswerEvent,
    AnswerVector,
    Attestation,
    AttestationDevice,
    Disposal,
    HandedIn,
    Result,
    Sitting,
    Submission,
)
from exam.queries.chain import first_bad_entry
from exam.queries.disposal_checks import faults_of_disposals
from exam.queries.key_checks import handed_in
from exam.queries.practice_exams import new_practice
from exam.queries.retention import due_sittings
from exam.queries.scoring_versions import sittings_to_rescore
from exam.rules import actors
from tests.factories import states
from tests.factories import world as make
from tests.factories.scoring import proposed
from tests.support.databases import ONE_KIND

OPERATOR, KEEPER, SECOND = actors.operator("Jo Roe"), actors.staff("keeper"), actors.staff("second")
TEN = {"answers_years": 10, "void_sittings_years": 2, "logs_months": 6}
ANSWERS = (AnswerEvent, HandedIn, AnswerVector)


def kept_for(**periods):
    return make.world(retention=periods)


def count_of(model, sitting: Sitting) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(model.sitting_id == sitting.id))


def due(kind: str, now, kept: bool = False) -> list[str]:
    return [one.sitting_id for one in due_sittings(kind, now) if bool(one.kept_by) == kept]


def disposed(kind: str, now) -> list[Disposal]:
    return [retention.dispose(one, now=now, by=OPERATOR) for one in list(due_sittings(kind, now)) if not one.kept_by]


def run(statement: str) -> None:
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def test_c26_answers_go_when_their_time_is_over_and_tombstone_result_and_chain_stay(db_app):
    world = kept_for(**TEN)
    sitting = states.released(world)
    began = world.now
    assert due("answers", began.replace(year=began.year + 10)) == []
    now = began.replace(year=began.year + 10) + timedelta(milliseconds=1)
    digest = sitting.submission.digest
    (tombstone,) = disposed("answers", now)
    assert [count_of(model, sitting) for model in ANSWERS] == [0, 0, 0]
    assert [count_of(model, sitting) for model in (Result, Attestation, Submission)] == [1, 1, 1]
    assert (tombstone.row_count, tombstone.rule, tombstone.sitting_id) == (27, "answers_years = 10", sitting.id)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.no.desc()).limit(1)).one()
    assert (entry.action, entry.actor, entry.facts["digest"]) == ("dispose", "operator:Jo Roe", tombstone.digest)
    assert first_bad_entry({})[1] is None and list(faults_of_disposals()) == []
    db.session.expire_all()
    assert sitting.submission.digest == digest
    with pytest.raises(AnswersDisposed):
        _ = sitting.submission.answers
    assert list(due_sittings("answers", now)) == []


def test_c26_without_a_tombstone_of_this_sitting_the_database_refuses_to_delete(db_app):
    world = kept_for(**TEN)
    stays, gone = states.released(world), states.released(world)
    retention.place_hold(stays.candidate, None, reason="Case 7", now=world.now, by=KEEPER)
    now = world.now.replace(year=world.now.year + 10) + timedelta(days=1)
    assert [row.sitting_id for row in disposed("answers", now)] == [gone.id]
    assert [row.sitting_id for row in disposed("logs", now)] == [gone.id]
    assert count_of(AttestationDevice, gone) == 0
    for model in (*ANSWERS, AttestationDevice):
        assert count_of(model, stays) > 0
        for statement in (f"DELETE FROM {model.__tablename__}", f"UPDATE {model.__tablename__} SET sitting_id = 'x'"):
            with pytest.raises(DBAPIError, match="append-only"):
                run(statement)
    with pytest.raises(DBAPIError, match="append-only"):
        run("DELETE FROM disposal")


def test_c26_nothing_goes_while_the_board_has_not_set_the_years(db_app):
    world = make.world()
    for sitting in (states.released(world), states.void(world)):
        assert count_of(HandedIn, sitting) == 1
    for kind in ("answers", "void_sittings", "logs"):
        assert list(due_sittings(kind, world.now.replace(year=world.now.year + 99))) == []


def test_c26_a_void_sitting_goes_by_its_own_clock(db_app):
    world = kept_for(**TEN)
    taken, other = states.void(world), states.released(world)
    now = world.now.replace(year=world.now.year + 2) + timedelta(days=1)
    (tombstone,) = disposed("void_sittings", now)
    assert tombstone.kind == "void_sittings" and count_of(HandedIn, taken) == 0
    assert count_of(HandedIn, other) == 1 and disposed("answers", now) == []


@pytest.mark.parametrize("whole_candidate", [True, False])
def test_c26_a_legal_hold_keeps_it_and_a_second_person_lifts_it(db_app, whole_candidate):
    world = kept_for(**TEN)
    sitting = states.released(world)
    now = world.now.replace(year=world.now.year + 11)
    plan = list(due_sittings("answers", now))
    hold = retention.place_hold(sitting.candidate, None if whole_candidate else sitting, reason="Case 7", now=now,
                                by=KEEPER)
    assert (due("answers", now), due("answers", now, kept=True)) == ([], [sitting.id])
    with pytest.raises(Refused):
        retention.dispose(plan[0], now=now, by=OPERATOR)
    with pytest.raises(DBAPIError, match="legal hold"):  # the database itself sets no tombstone
        db.session.add(Disposal(kind="answers", subject="", sitting_id=sitting.id, row_count=1, digest="0" * 64,
                                rule="", cut_off=now, disposed_at=now, disposed_by="x"))
        db.session.commit()
    db.session.rollback()
    assert count_of(HandedIn, sitting) == 1
    with pytest.raises(Refused, match="somebody else"):
        retention.lift_hold(hold, reason="Over.", now=now, by=KEEPER)
    retention.lift_hold(hold, reason="Over.", now=now, by=SECOND)
    assert len(disposed("answers", now)) == 1


def test_c26_what_is_open_keeps_the_answers(db_app):
    world = kept_for(**TEN)
    sitting = states.released(world)
    now = world.now.replace(year=world.now.year + 11)
    decision = scoring_decisions.propose(world.form.items[0].revision, kind="credit_all", reason="Two are right.",
                                         now=world.now, by=KEEPER)
    (kept,) = due_sittings("answers", now)
    assert "scoring" in kept.kept_by
    scoring_decisions.reject(decision, reason="One is right.", now=world.now, by=SECOND)
    asked = appeals.appeal(sitting, about="result", text="Please look again.", now=world.now,
                           by=actors.candidate(sitting.candidate.account_id))
    (kept,) = due_sittings("answers", now)
    assert "appeal" in kept.kept_by
    appeals.take_up(asked, now=world.now, by=SECOND)
    appeals.decide(asked, outcome="not_upheld", remedy="none", reasons="It was right.", now=now, by=SECOND)
    assert list(due_sittings("answers", now)) == []  # its time begins anew with the decision
    assert due("answers", now.replace(year=now.year + 11)) == [sitting.id]


@ONE_KIND
def test_c26_a_later_scoring_decision_leaves_out_what_was_disposed_of_and_says_so(db_app):
    world = kept_for(**TEN)
    gone = states.released(world)
    world.later(days=3700)
    stays = states.released(world)
    disposed("answers", world.later(days=1))
    assert handed_in(world.form.id) == 1
    decision = proposed(world, 24)
    (document,) = decision.shadow_runs[0].document["forms"]
    assert (document["n"], document["disposed"]) == (1, 1)
    scoring_decisions.adopt(decision, decision.shadow_runs[0], reason="Agreed.", now=world.now, by=SECOND)
    assert sittings_to_rescore() == [stays.id]
    assert not rescoring.rescore(gone, now=world.now, by=OPERATOR)
    assert count_of(Result, gone) == 1


@ONE_KIND
def test_c26_exactly_what_is_due_goes(db_app):
    world = kept_for(**TEN)
    form = make.practice_form(world.version, now=world.now)
    practice = sittings.begin_practice(new_practice(make.candidate(), form, now=world.now), now=world.now, by=KEEPER)
    sittings.submit(practice, now=world.now, by=KEEPER)
    waits = states.submitted(world)
    by_age = []
    for _ in range(4):
        by_age.append(states.released(world).id)
        world.later(days=4 * 366)
    gone = {row.sitting_id for row in disposed("answers", world.now) + disposed("void_sittings", world.now)}
    assert gone == {practice.id, by_age[0], by_age[1]}
    left = set(db.session.scalars(select(HandedIn.sitting_id)))
    assert left == {waits.id, by_age[2], by_age[3]}
