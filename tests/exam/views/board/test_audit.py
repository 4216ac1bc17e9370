"""The audit trail's page: every change, the head to note, and a chain that is whole or broken at a named entry."""

import csv
import io

from sqlalchemy import text

from exam.actions import accommodations, items, sittings
from exam.database import db
from exam.models import AuditEntry
from exam.queries.chain import chain_head
from exam.rules import actors
from tests.factories import world as maker
from tests.factories.people import post
from tests.support.databases import ONE_KIND

STANDING_WORLD = True


def test_entries_are_listed_newest_first_and_narrowed_by_subject(world, member):
    sitting = maker.registered(world, agreed=False)
    auditor = member("auditor")
    page = auditor.page("/board/audit")
    assert chain_head()[1] in page
    assert f"{db.session.query(AuditEntry).count()} entries" in page
    narrowed = auditor.page(f"/board/audit?search=sitting:{sitting.id}")
    assert "1 entry" in narrowed and "register" in narrowed
    assert "No entry begins with" in auditor.page("/board/audit?search=nothing%25")


def test_t52_verifying_reads_only_and_names_the_first_bad_entry(world, member, database_kind):
    auditor = member("auditor")
    count = db.session.query(AuditEntry).count()
    assert "The chain is whole" in auditor.page("/board/audit/verify")
    assert db.session.query(AuditEntry).count() == count
    guard = {"sqlite": "DROP TRIGGER audit_entry_no_update",
             "postgresql": "ALTER TABLE audit_entry DISABLE TRIGGER USER"}
    db.session.execute(text(guard[database_kind]))
    db.session.execute(text("UPDATE audit_entry SET actor = 'staff:other' WHERE no = 1"))
    db.session.commit()
    page = auditor.page("/board/audit/verify")
    assert "The chain is broken" in page and "entry 1: its content does not fit its hash" in page
    db.session.execute(text("UPDATE audit_entry SET facts = 'no document' WHERE no = 1"))
    db.session.commit()
    assert "The first bad one is entry 1: cannot be read." in auditor.page("/board/audit/verify")


@ONE_KIND
def test_c21_an_auditor_and_an_extract_see_no_entry_that_tells_what_was_arranged(world, member):
    sitting = maker.begun(world)
    person, offered = sitting.candidate, world.version.program.accommodations.offered
    accommodations.ask(person, asked_for="Food, please.", asked_on=world.now.date(), now=world.now,
                       by=actors.candidate(person.account_id))
    accommodations.grant(person, codes=["food-drink"], break_count=0, break_minutes=0, offered=offered,
                         reason="needs it", now=world.now, by=maker.AUTHOR)
    sittings.pause(sitting, kind="technical", now=world.now, by=actors.candidate(person.account_id))
    granting, auditor = member("administrator"), member("auditor")
    for address in ("/board/audit", f"/board/audit?search=candidate:{person.id}"):
        shown, kept = granting.page(address).lower(), auditor.page(address).lower()
        assert "<td>grant accommodations" in shown and "<td>ask for accommodations" in shown, address
        assert not any(f"<td>{words}" in kept for words in ("grant acc", "ask for acc", "pause")), address
    assert "About an arrangement" in auditor.page("/board/audit")
    assert "About an arrangement" not in auditor.page(f"/board/audit?search=candidate:{person.id}"), "nor of whom it is"
    extract = f"/board/reports/audit?search={person.board_candidate_id}"
    rows = list(csv.DictReader(io.StringIO(post(granting.client, extract, reason="A court.").data.decode("utf-8-sig"))))
    actions = {row["action"] for row in rows}
    assert {"begin", "admit", "accept"} <= actions, "everything else about this person, whatever it is called"
    assert not any("accommodation" in action or action in ("pause", "resume") for action in actions)
    assert {row["subject"] for row in rows} <= {
        f"candidate:{person.id}", f"sitting:{sitting.id}", f"nomination:{sitting.nominations[-1].id}",
        f"account:{person.account_id}"}, "and nothing about anybody else"


def test_the_extract_of_one_item_is_found_by_its_code(world, member):
    row = items.retire(world.form.items[0].revision.item, reason="Worn out.", now=world.now, by=maker.REVIEWER)
    page = member("auditor").page(f"/board/reports/audit?search={row.code}")
    entries = db.session.query(AuditEntry).filter_by(subject=f"item:{row.id}").count()
    assert entries and f"{entries} row" in page and f"item:{row.id}" in page


@ONE_KIND
def test_c27_the_log_says_who_looked_at_whose_file_and_the_command_finds_it(world, member, capsys, tmp_path, db_app):
    mine, other = maker.registered(world), maker.registered(world)
    auditor = member("auditor")
    capsys.readouterr()
    auditor.page(f"/board/sittings/{mine.id}")
    auditor.page(f"/board/roster/{mine.candidate_id}")
    auditor.page(f"/board/roster/{other.candidate_id}")
    auditor.page("/board/sittings/nothing", 404)
    log = tmp_path / "web.log"
    strange = 'no line of ours\n{}\n{"by": "staff:x", "of": {"sitting_id": "y"}}\n'
    log.write_text(strange + capsys.readouterr().err, encoding="utf-8")
    assert mine.candidate.legal_last_name not in log.read_text(encoding="utf-8")
    told = db_app.test_cli_runner().invoke(args=["audit", "views", mine.candidate.board_candidate_id, str(log)]).output
    assert told.count(auditor.account.name) == 2 and "sittings.sitting (sitting)" in told and "2 views." in told
    assert "roster.candidate (candidate)" in told
