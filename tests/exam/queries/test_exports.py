"""The log of exports is read a page at a time, and whoever asks for the newest export reads no more than that."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from exam.database import db
from exam.models import ResultsExport
from exam.queries.exports import AT_ONCE, exports_of, exports_page, last_export
from tests.support.clocks import FIRST_INSTANT
from tests.support.databases import ONE_KIND

pytestmark = ONE_KIND


@pytest.fixture
def log(db_app) -> list[str]:
    """More exports than two readings hold, newest first."""
    rows = [ResultsExport(exported_at=FIRST_INSTANT + timedelta(days=number), exported_by="system:test",
                          selection={"program_id": "a" if number % 2 else "b"}, last_release_no=number, row_count=1,
                          manifest={}, signature="") for number in range(2 * AT_ONCE + 5)]
    db.session.add_all(rows)
    db.session.commit()
    ids = [row.id for row in reversed(rows)]
    db.session.expunge_all()
    return ids


def test_the_log_has_pages_and_the_newest_export_is_read_without_the_others(log):
    assert [row.id for row in exports_page(1).rows + exports_page(2).rows + exports_page(3).rows] == log
    assert [row.id for row in exports_of("a")] == log[1::2] and last_export("c") is None
    db.session.expunge_all()
    opened = []
    event.listen(ResultsExport, "load", see := lambda *_: opened.append(1))
    try:
        assert last_export("a").id == log[1] and len(opened) == AT_ONCE
    finally:
        event.remove(ResultsExport, "load", see)
