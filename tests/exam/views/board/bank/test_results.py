"""Results and exports on the board's pages: released ones only, and every file that left as it left."""

import base64
import csv
import hashlib
import html
import io
import re
import threading

import pytest

from exam.actions import incidents, releases
from exam.cli.job_work import WORK
from exam.cli.working import work_off
from exam.database import AuditEntry, db
from exam.models import Job, Result, ResultsExport
from exam.rules import actors
from exam.rules.signing import is_signed
from tests.factories import world as maker
from tests.factories.states import heard

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
    """Ask for an export, let the work be done, and return the page that it ended on."""
    page = person.send(NEW, **{"program_id": "", "recipient": "State office", "reason": "monthly list", **fields})
    if not work_off(threading.Event()):
        return page
    job = db.session.query(Job).filter(Job.ended_at.is_not(None)).all()[-1]
    ended = person.page(f"/board/jobs/{job.id}")
    return person.page(f"/board/exports/{job.result['export_id']}") if job.state == "done" else ended


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
    heard(incident, now=world.now, by=person.by)
    decision = incidents.decide(incident, decision="void_counting", reason="Notes.", now=world.now, by=person.by)
    incidents.confirm(incident, decision, now=world.now, by=actors.staff("second"))
    passed, = re.findall(r"<tr>(?:(?!</tr>).)*Pat Pass.*?</tr>", person.page("/board/results"), re.DOTALL)
    assert ">void</span>" in passed and person.page("/board/results").count(">void</span>") == 1
    page = export(person)
    assert "Void since the export before" in page and sitting.id in page


def test_c23_the_public_keys_verify_the_manifest_that_the_page_gives(world, member, client):
    person = member("releaser")
    page = export(person)
    assert "manifest.sig" in page and row().manifest["key_id"] in page
    keys = client.get("/export-keys.json").get_json()["keys"]
    data, signature = (person.client.get(f"/board/exports/{row().id}/files/{name}").data
                       for name in ("manifest.json", "manifest.sig"))
    assert is_signed(data, base64.b64encode(signature).decode(), row().manifest["key_id"], keys)
    seen = client.get("/export-keys").get_data(as_text=True)
    assert keys[0]["public_key"] in html.unescape(seen) and "private" not in seen.lower().replace("privacy", "")


def test_p9_the_web_only_asks_for_an_export_and_a_job_that_is_begun_twice_exports_once(world, member):
    person = member("releaser")
    person.send(NEW, program_id="", recipient="State office", reason="monthly list")
    assert db.session.query(ResultsExport).count() == 0
    asked = db.session.query(Job).one().asked
    told = []
    for _ in range(2):
        WORK["export_results"](asked, lambda done, total, step: told.append((done, total, step)))
    assert db.session.query(ResultsExport).one().id == asked["export_id"]
    assert {step for _, _, step in told} == {"Writing the workbook"}
