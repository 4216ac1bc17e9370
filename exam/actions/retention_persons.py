"""Disposal of what is about persons: ended log-ins, words of accommodation decisions, contact of proctors."""

from datetime import datetime

from markupsafe import escape
from sqlalchemy import delete, select

from exam.actions.tombstones import tombstone_of
from exam.database import HOLD_LOCK, among, db, new_id, one_at_a_time, transaction
from exam.database.base import to_milliseconds
from exam.errors import Refused
from exam.models import Disposal, Letter, LogIn, PatternLook, TryCount
from exam.queries.retention import Due
from exam.queries.retention_persons import due_persons, nominations_of_address, old_log_ins, papers_of
from exam.rules.retention import NO_LONGER_KEPT, NOT_DUE


def dispose_of_person(due: Due, *, now: datetime, by) -> Disposal:
    """Remove or blank what is due of one subject, behind a tombstone. Raises Refused where it is not due now."""
    with transaction("dispose", by=by, now=now) as entry:
        one_at_a_time(db.session, HOLD_LOCK)  # whoever places a hold waits, and so do we: then we see it
        standing = next(due_persons(due.kind, now, only=due.subject), None)
        if standing is None or standing.kept_by:
            raise Refused(NOT_DUE)
        return tombstone_of(entry, standing, REMOVE[due.kind](standing), now=now, by=by)


def _log_ins(due: Due) -> dict[str, list[tuple]]:
    found = {}
    for model, old in ((LogIn, old_log_ins(due.cut_off)), (TryCount, TryCount.since < due.cut_off)):
        columns = model.__table__.columns
        rows = db.session.execute(delete(model).where(old).returning(*columns)
                                  .execution_options(synchronize_session=False)).all()
        found[model.__tablename__] = sorted((tuple(map(_as_stored, row)) for row in rows), key=str)
    return found


def _as_stored(value):
    return to_milliseconds(value) if isinstance(value, datetime) else value


def _papers(due: Due) -> dict[str, list[tuple]]:
    """The words go, also those of letters; what was asked and arranged when, by whom and how it ended, stays."""
    grants, requests, letters = papers_of(due.subject.partition(":")[2])
    found = {"accommodation_grant": [(row.id, row.reason) for row in grants],
             "accommodation_request": [(row.id, row.asked_for, row.reason) for row in requests],
             "letter": [(row.id, row.body_text, row.body_html) for row in letters]}
    for row in (*grants, *requests):
        row.reason = ""
    for request in requests:
        request.asked_for = ""
    for letter in letters:
        letter.body_text, letter.body_html = NO_LONGER_KEPT, NO_LONGER_KEPT
    return {table: rows for table, rows in found.items() if rows}


def _contact(due: Due) -> dict[str, list[tuple]]:
    """Address and phone go from nominations, letters and looks; the nominations stay known as those of one proctor."""
    nominations, known_as = nominations_of_address(due.subject.partition(":")[2]), f"{NO_LONGER_KEPT} {new_id()}"
    address = nominations[0].email_canonical
    looks = list(db.session.scalars(select(PatternLook).where(PatternLook.email_canonical == address)
                                    .order_by(PatternLook.id)))
    letters = list(db.session.scalars(select(Letter).where(among(Letter.nomination_id, [row.id for row in nominations]))
                                      .order_by(Letter.id)))
    found = {"nomination": [(row.id, row.email, row.email_canonical, row.phone) for row in nominations],
             "pattern_look": [(row.id, row.email_canonical) for row in looks],
             "letter": [(row.id, row.address, row.body_text, row.body_html) for row in letters]}
    for letter in letters:
        _blank_letter(letter, {row.email for row in nominations})
    for row in nominations:
        row.email, row.phone = "", ""
    for row in (*nominations, *looks):
        row.email_canonical = known_as
    return found


def _blank_letter(letter: Letter, addresses: set[str]) -> None:
    """To the proctor without its address; in what others were told the address is taken out."""
    if letter.audience == "proctor":
        letter.address = ""
    for address in addresses:
        letter.body_text = letter.body_text.replace(address, NO_LONGER_KEPT)
        letter.body_html = letter.body_html.replace(str(escape(address)), NO_LONGER_KEPT)


REMOVE = {"logs": _log_ins, "accommodation_papers": _papers, "proctor_contact": _contact}
