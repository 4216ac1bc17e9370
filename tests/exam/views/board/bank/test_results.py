"""Results and exports on the board's pages: released ones only, and every file that left as it left."""

import csv
import hashlib
import io
import re

import pytest

from exam.actions import incidents, releases
from exam.database import AuditEntry, db
from exam.models import Result, ResultsExport
from exam.rules import actors
from tests.factories import world as maker

NEW = "/board/exports/new"


@pytest.fixture
def world(db_app, clock):
    world = maker.world(now=clock())
    for right, name in ((25, "Pass"), (3, "Fail")):
        person = maker.candidate(legal_last_name=name)
        sitting = maker.submitted(world, maker.begun(world, maker.registered(world, person)), right=right)
        maker.attested(world, sitting)
        releases.release(sitting, mode="by_staff", now=world.now, by=actors.staff("releaser"))
    waiting = maker.candidate(legal_last_name="Waiting")
    maker.attested(world, maker.submitted(world, maker.begun(world, maker.registered(world, waiting)), right=20))
    return world


def export(person, **fields) -> str:
    return person.send(NEW, **{"program_id": "", "recipient": "State office", "reason": "monthly list", **fields})


def row() -> ResultsExport:
    return db.session.query(ResultsExport).order_by(ResultsExport.exported_at.desc()).first()


def test_t29_the_register_holds_released_results_and_nothing_before(world, member, clock):
    person = member("auditor")
    day = clock().date()
    found = {query: re.findall(r"Pat (Pass|Fail|Waiting)", person.page(f"/board/results?{query}")) for query in (
        "", "decision=PASS", "search=fail", "search=waiting", "program_id=mo-cps", f"first_day={day}&last_day={day}",
        "last_day=2020-01-01", "first_day=soon")}
    assert found == {"": ["Fail", "Pass"], "decision=PASS": ["Pass"], "search=fail": ["Fail"], "search=waiting": [],
                     "program_id=mo-cps": [], f"first_day={day}&last_day={day}": ["Fail", "Pass"],
                     "last_day=2020-01-01": [], "first_day=soon": ["Fail", "Pass"]}
    assert "25 of 25, passes with 19" in person.page("/board/results")
    for role in ("author", "reviewer", "psychometrician", "administrator"):
        member(role).page("/board/results", 403)


def test_t33_an_export_is_for_somebody_and_its_files_are_the_bytes_that_were_logged(world, member):
    person = member("releaser")
    assert "Say who gets the files" in export(person, recipient=" ")
    page = export(person)
    assert "State office" in page and "monthly list" in page
    for name, file in row().manifest["files"].items():
        answer = person.client.get(f"/board/exports/{row().id}/files/{name}")
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert (hashlib.sha256(answer.data).hexdigest(), len(answer.data)) == (file["sha256"], file["bytes"])
        assert file["sha256"] in page
    table = person.client.get(f"/board/exports/{row().id}/files/results.csv").get_data(as_text=True)
    assert [line["legal_last_name"] for line in csv.DictReader(io.StringIO(table))] == ["Pass", "Fail"]
    manifest = person.client.get(f"/board/exports/{row().id}/files/manifest.json").get_json()
    assert manifest == row().manifest


def test_t33_an_export_of_what_is_new_starts_where_the_last_one_ended(world, member):
    person = member("releaser")
    export(person, only_new="y", program_id="mo-cps-25")
    assert row().row_count == 2
    assert "There is nothing to export" in export(person, only_new="y", program_id="mo-cps-25")
    assert db.session.query(ResultsExport).count() == 1


def test_the_log_is_read_by_the_auditor_but_files_are_for_those_who_export(world, member):
    export(member("releaser"))
    auditor = member("auditor")
    assert "State office" in auditor.page("/board/exports")
    assert row().manifest["files"]["results.csv"]["sha256"] in auditor.page(f"/board/exports/{row().id}")
    auditor.page(f"/board/exports/{row().id}/files/results.csv", 403)
    auditor.page(NEW, 403)
    releaser = member("releaser")
    releaser.page(f"/board/exports/{row().id}/files/answers.csv", 404)
    releaser.page("/board/exports/nothing", 404)


def test_looking_at_an_export_changes_nothing(world, member):
    person = member("releaser")
    export(person)
    before = db.session.query(AuditEntry).count()
    for address in ("", f"/{row().id}", f"/{row().id}/files/results.csv", "/new"):
        person.page(f"/board/exports{address}")
    assert (db.session.query(AuditEntry).count(), db.session.query(ResultsExport).count()) == (before, 1)


def test_t33_a_result_whose_sitting_became_void_says_so_in_the_register_and_on_the_next_exports_page(world, member):
    person = member("releaser")
    assert "became void" not in export(person)
    sitting = db.session.query(Result).filter_by(decision="PASS").one().sitting
    incident = incidents.report(sitting, code="I40", source="staff", text="", happened_at=world.now, now=world.now,
                                by=person.by)
    decision = incidents.decide(incident, decision="void_counting", reason="Notes.", now=world.now, by=person.by)
    incidents.confirm(incident, decision, now=world.now, by=actors.staff("second"))
    passed, = re.findall(r"<tr>(?:(?!</tr>).)*Pat Pass.*?</tr>", person.page("/board/results"), re.DOTALL)
    assert ">void</span>" in passed and person.page("/board/results").count(">void</span>") == 1
    page = export(person)
    assert "Void since the export before" in page and sitting.id in page
