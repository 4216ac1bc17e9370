"""The list of the audit trail shows a row that cannot be read, and does not fail over it."""

from sqlalchemy import text

from exam.database import db
from exam.queries.audit import audit_page
from tests.factories import world as make
from tests.support.databases import ONE_KIND


@ONE_KIND
def test_a_row_made_unreadable_behind_the_triggers_is_listed_as_such(db_app):
    make.program_only()
    db.session.execute(text("DROP TRIGGER audit_entry_no_update"))
    db.session.execute(text("UPDATE audit_entry SET facts = 'no document' WHERE no = 1"))
    db.session.commit()
    row = audit_page("", 1, with_arrangements=True).rows[-1]
    assert (row.no, row.facts) == (1, None) and row.at is not None
