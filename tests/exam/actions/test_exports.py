"""Exports: only what was released, the same bytes for ever, nothing that runs, and nothing about arrangements."""

import hashlib
import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from exam.actions import accommodations, exports, incidents, roster
from exam.database import AuditEntry, db
from exam.errors import NotFound, Refused
from exam.models import Incident, IncidentDecision, ResultsExport
from exam.queries import export_rows
from exam.queries.exports import bytes_of, last_export
from exam.rules import actors
from exam.rules.export_columns import COLUMNS, COMPETENCY_COLUMNS, record_digest
from tests.factories import world as make
from tests.factories.exporting import RELEASER, content, doubted, export, made_void, released, rows
from tests.support.databases import ONE_KIND

FILES = ("results.csv", "results.xlsx", "results.json", "competencies.csv", "chain.csv")
FORBIDDEN = ("accommodation", "time-2.0", "minutes", "extra", "begun", "submitted_at", "phone", "answer", "key",
             "pretest", "limit", "credit", "address")


@pytest.fixture
def world(db_app):
    return make.world()


def test_t29_only_released_results_are_exported(world):
    make.submitted(world)
    first = released(world)
    unreleased = make.submitted(world, right=24)
    make.attested(world, unreleased)
    found = rows(export(world))
    assert [row["sitting_id"] for row in found] == [first.sitting_id]
    assert (found[0]["result"], found[0]["raw_score"], found[0]["cut_raw"], found[0]["cut_basis"]) == (
        "PASS", "20", "19", "interim_percent")


def test_t33_an_export_stays_the_same_bytes_whatever_happens_later(world):
    result = released(world)
    row = export(world)
    before = {name: content(row, name) for name in FILES}
    person = result.sitting.candidate
    roster.correct_candidate(person, {"legal_last_name": "Another"}, reason="married", now=world.later(days=1),
                             by=RELEASER)
    released(world)
    assert {name: content(row, name) for name in FILES} == before
    assert {name: hashlib.sha256(data).hexdigest() for name, data in before.items()} == {
        name: file["sha256"] for name, file in row.manifest["files"].items()}
    assert rows(export(world))[0]["legal_last_name"] == "Another"


def test_t33_each_result_stands_in_exactly_one_export_of_what_is_new(world):
    first = released(world)
    one = export(world, only_new=True, program_id="mo-cps-25")
    second, third = released(world), released(world)
    two = export(world, only_new=True, program_id="mo-cps-25")
    assert [[row["sitting_id"] for row in rows(each)] for each in (one, two)] == [
        [first.sitting_id], [second.sitting_id, third.sitting_id]]
    assert (two.since_export_id, last_export("mo-cps-25").id) == (one.id, two.id)
    with pytest.raises(Refused, match="There is nothing to export"):
        export(world, only_new=True, program_id="mo-cps-25")


@ONE_KIND
def test_t33_what_went_to_one_receiver_is_still_new_to_another_and_each_is_told_what_became_void(world):
    first = released(world)
    one = export(world, only_new=True, recipient="Credentialing office")
    second = released(world)
    registry = export(world, only_new=True, recipient="State registry")
    assert [row["sitting_id"] for row in rows(registry)] == [first.sitting_id, second.sitting_id]
    assert (registry.since_export_id, registry.manifest["previous_export_id"]) == (None, None)
    made_void(world, first.sitting)
    told = [export(world, only_new=True, recipient=name) for name in ("State registry", "credentialing  OFFICE ")]
    assert [[void["sitting_id"] for void in each.manifest["void"]] for each in told] == 2 * [[first.sitting_id]]
    assert [[row["sitting_id"] for row in rows(each)] for each in told] == [[], [second.sitting_id]]
    assert told[1].since_export_id == one.id


def test_t32_the_manifest_counts_rows_and_every_row_carries_its_own_digest(world):
    released(world), released(world, right=3)
    row = export(world)
    found = [json.loads(line) for line in content(row, "results.json").splitlines()]
    assert row.manifest["rows"] == row.row_count == len(found) == len(rows(row)) == 2
    assert row.manifest["competency_rows"] == len(rows(row, "competencies.csv")) > 0
    assert all(each["record_sha256"] == record_digest(each) for each in found)
    assert found[1]["prev_release_sha256"] == found[0]["release_sha256"]
    assert found[0]["prev_release_sha256"] == "0" * 64
    assert record_digest({**found[0], "raw_score": 25}) != found[0]["record_sha256"]


def test_the_formats_hold_the_same_rows(world):
    released(world), released(world, right=3)
    row = export(world)
    listed = [json.loads(line) for line in content(row, "results.json").splitlines()]
    assert [{name: str(value) for name, value in each.items()} for each in listed] == rows(row)
    assert tuple(rows(row)[0]) == COLUMNS
    assert tuple(rows(row, "competencies.csv")[0]) == COMPETENCY_COLUMNS
    assert sum(int(each["items"]) for each in rows(row, "competencies.csv")) == 50


def test_c21_a_twin_with_twice_the_time_has_the_same_row(world):
    person = make.candidate(legal_first_name="Twin", legal_last_name="Same")
    plain = released(world, make.begun(world, make.registered(world, person)))
    other = make.candidate(legal_first_name="Twin", legal_last_name="Same")
    accommodations.grant(other, codes=["time-2.0", "break-stop-clock", "reader"], break_count=2, break_minutes=30,
                         offered=world.version.program.accommodations.offered, reason="needs it", now=world.now,
                         by=RELEASER)
    begun = make.begun(world, make.registered(world, other))
    world.later(hours=3)
    extended = released(world, begun)
    row = export(world)
    own = {"row_no", "candidate_id", "sitting_id", "proctor_name", "attestation_id", "attested_at", "release_id",
           "released_at", "record_sha256", "release_sha256", "prev_release_sha256", "email"}
    first, second = [{name: value for name, value in each.items() if name not in own} for each in rows(row)]
    assert first == second
    assert {plain.sitting_id, extended.sitting_id} == {each["sitting_id"] for each in rows(row)}


def test_c21_no_column_and_no_file_name_says_anything_about_time_or_arrangement(world):
    released(world)
    names = [*COLUMNS, *COMPETENCY_COLUMNS, *export(world).manifest["files"]]
    assert [name for name in names for word in FORBIDDEN if word in name and name != "legal_middle_name"] == []


def test_the_audit_trail_says_who_exported_what_to_whom(world):
    released(world)
    row = export(world, program_id="mo-cps-25")
    entry = db.session.query(AuditEntry).filter_by(action="export_results").one()
    assert (entry.actor, entry.subject) == (str(RELEASER), f"export:{row.id}")
    assert entry.facts["sha256"]["results.csv"] == hashlib.sha256(content(row, "results.csv")).hexdigest()
    assert (entry.facts["rows"], entry.facts["program"], entry.facts["recipient"]) == (1, "mo-cps-25", "State office")


def test_t35_the_log_and_its_files_cannot_be_changed(world):
    released(world)
    row = export(world)
    for statement in ("UPDATE export_part SET number = 9", "DELETE FROM export_part", "DELETE FROM results_export"):
        with pytest.raises(Exception, match="append-only"):
            db.session.execute(db.text(statement))
        db.session.rollback()
    with pytest.raises(NotFound):
        bytes_of(row, "answers.csv")


def test_t33_two_people_who_export_at_once_do_not_both_get_the_same_results(world, db_app):
    released(world)
    start, outcomes = threading.Barrier(2), []

    def one_of_two() -> None:
        with db_app.app_context():
            start.wait()
            try:
                outcomes.append(export(world, only_new=True).row_count)
            except Refused:
                outcomes.append("nothing new")

    people = [threading.Thread(target=one_of_two) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes, key=str) == [1, "nothing new"]
    assert db.session.query(ResultsExport).count() == 1


@pytest.mark.parametrize("late", ["one_moment", "last_release"])
def test_t33_a_sitting_that_becomes_void_meanwhile_is_a_row_or_void_and_never_both_or_neither(
        world, db_app, monkeypatch, late):
    first, _ = released(world), released(world, right=3)
    keys, real = [row.id for row in doubted(world, first.sitting)], getattr(exports, late)

    def confirm() -> None:
        with db_app.app_context():
            incidents.confirm(db.session.get(Incident, keys[0]), db.session.get(IncidentDecision, keys[1]),
                              now=world.now, by=actors.staff("second"))

    def meanwhile(*given):
        person = threading.Thread(target=confirm)
        before = [real(*given)] if late == "last_release" else []
        person.start()
        person.join()
        return before[0] if before else real(*given)
    monkeypatch.setattr(exports, late, meanwhile)
    row = export(world)
    has_row = first.sitting_id in {each["sitting_id"] for each in rows(row)}
    assert [each["sitting_id"] for each in row.manifest["void"]] == ([] if has_row else [first.sitting_id])


def test_t33_a_sitting_made_void_after_its_release_has_no_row_and_the_next_export_says_so_once(world):
    first, second = released(world), released(world, right=3)
    one = export(world, only_new=True)
    made_void(world, first.sitting)
    voided_at = world.now.isoformat(timespec="seconds")
    two = export(world, only_new=True)  # nothing new was released, and still there is something to tell
    assert (one.manifest["void"], two.row_count, rows(two)) == ([], 0, [])
    assert two.manifest["void"] == [
        {"sitting_id": first.sitting_id, "release_id": first.release_id, "voided_at": voided_at}]
    everything = export(world)
    assert everything.manifest["void"] == []
    assert [row["sitting_id"] for row in rows(everything)] == [second.sitting_id]
    assert {row["sitting_id"] for row in rows(everything, "competencies.csv")} == {second.sitting_id}
    assert [row["sitting_id"] for row in rows(one)] == [first.sitting_id, second.sitting_id]  # as it left
    with pytest.raises(Refused, match="There is nothing to export"):
        export(world, only_new=True)


def test_c11_a_decision_that_waits_for_its_second_person_is_not_exported(world):
    result = released(world)
    doubted(world, result.sitting)
    row = rows(export(world))[0]
    assert (row["incident_count"], row["decision"], row["decided_by"], row["decided_at"]) == ("1", "", "", "")


@ONE_KIND
def test_p9_incidents_are_told_block_by_block_and_rows_walk_along_the_releases_unsorted(world, monkeypatch):
    monkeypatch.setattr(export_rows, "AT_A_TIME", 2)
    found = [released(world) for _ in range(5)]
    for result in (found[1], found[4]):
        incidents.report(result.sitting, code="I20", source="staff", text="", happened_at=world.now, now=world.now,
                         by=RELEASER)
    world.later(minutes=1)
    doubted(world, found[4].sitting)
    made = rows(export(world))
    assert [row["incident_codes"] for row in made] == ["", "I20", "", "", "I20 I40"]
    assert [row["row_no"] for row in made] == ["1", "2", "3", "4", "5"]
    asked = export_rows._asked(export_rows.Span("x", world.now, "", 0, 5))
    spelled = asked.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[3] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {spelled}"))]
    assert "release" in plan[0] and not any("TEMP B-TREE" in step for step in plan), plan


def test_t33_a_clock_that_steps_back_repeats_no_row(world):
    released(world)
    export(world, only_new=True)
    second = released(world)
    late = world.now
    world.now -= timedelta(days=1)
    two = export(world, only_new=True)
    world.now = late
    third = released(world)
    three = export(world, only_new=True)
    assert [[row["sitting_id"] for row in rows(each)] for each in (two, three)] == [
        [second.sitting_id], [third.sitting_id]]
    assert three.since_export_id == two.id


@ONE_KIND
def test_t33_an_export_that_was_overtaken_while_it_was_written_begins_anew(world, monkeypatch):
    released(world)
    writing, overtaken = exports.write_files, []

    def slow(*values):
        counts = writing(*values)
        if not overtaken:
            overtaken.append(True)
            overtaken.append(export(world, only_new=True))
        return counts

    monkeypatch.setattr(exports, "write_files", slow)
    with pytest.raises(Refused, match="There is nothing to export"):
        export(world, only_new=True)
    assert db.session.query(ResultsExport).count() == 1
