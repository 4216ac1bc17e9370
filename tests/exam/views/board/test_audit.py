"""The audit trail's page: every change, the head to note, and a chain that is whole or broken at a named entry."""

from sqlalchemy import text

from exam.database import db
from exam.models import AuditEntry
from exam.queries.chain import chain_head
from tests.factories import world as maker

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
