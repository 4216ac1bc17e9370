"""Somebody looks at what a proctor's figures ask: it is noted, or an incident is opened; nothing follows by itself."""

from datetime import datetime

from sqlalchemy import exists, select

from exam.database import db, transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.models import Incident, Nomination, PatternLook, Sitting


def note_look(nomination: Nomination, questions: list[str], *, note: str, incident_about: Sitting | None,
              now: datetime, by) -> PatternLook:
    """Keep what was found. With `incident_about`, an incident is opened there, which people decide as any other."""
    with transaction("look_at_pattern", by=by, now=now, locking=nomination) as entry:
        if not note.strip():
            raise Refused("Write what you looked at, and what you found.")
        incident = _opened(incident_about, nomination, note, now=now, by=by) if incident_about else None
        row = PatternLook(email_canonical=nomination.email_canonical, questions=list(questions), note=note,
                          finding="incident" if incident else "nothing", looked_at=now, looked_by=str(by),
                          incident_id=incident.id if incident else None)
        db.session.add(row)
        db.session.flush()
        entry.about("nomination", nomination.id, finding=row.finding, incident=row.incident_id)
    return row


def _opened(sitting: Sitting, nomination: Nomination, note: str, *, now: datetime, by) -> Incident:
    """The incident. Sent a second time while the first is not decided, it is refused."""
    if db.session.scalar(select(exists().where(Incident.sitting_id == sitting.id, Incident.code == "I90",
                                               Incident.source == "staff", Incident.decided_at.is_(None)))):
        raise Refused("An incident about this proctor and this exam is open already.")
    incident = Incident(sitting_id=sitting.id, code="I90", source="staff", effect="hold", happened_at=now,
                        reported_at=now, reported_by=str(by), text=note, facts={"nomination": nomination.id})
    db.session.add(incident)
    db.session.flush()
    to_board.incident_opened(incident, now=now)
    return incident
