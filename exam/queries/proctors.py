"""What a proctor's pages read: the nomination behind a link, the codes, and how a sitting goes while it runs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.errors import NotFound
from exam.models import Attestation, AuditEntry, Incident, Link, Nomination, Sitting, SittingCode

# The code that may be asked for in each state of a sitting.
PHASES = {"admitted": "start", "paused": "resume", "in_progress": "takeover"}


def nomination_behind(link: Link) -> Nomination:
    """Whose link this is. It comes from the link's row and never from the request (T09)."""
    nomination = db.session.get(Nomination, link.nomination_id) if link.nomination_id else None
    if nomination is None:
        raise NotFound("no nomination belongs to this link")
    return nomination


def code_on_show(sitting: Sitting, *, now: datetime) -> SittingCode | None:
    """The living code that the proctor's page shows in the present state, if one was asked for."""
    phase = PHASES.get(sitting.state)
    code = SittingCode.newest(sitting.id, phase) if phase else None
    return code if code is not None and code.is_alive(now) else None


def end_code_open(sitting: Sitting, *, now: datetime) -> SittingCode | None:
    """The end code that may still be typed; None when its step is closed."""
    code = SittingCode.newest(sitting.id, "end")
    return code if code is not None and code.is_alive(now) else None


def receipt_reference(nomination: Nomination) -> str:
    """What the receipt of this nomination is known by: random, and the same each time."""
    asked = select(Attestation.id).where(Attestation.nomination_id == nomination.id)
    return db.session.scalars(asked).first() or nomination.id


@dataclass(frozen=True)
class Happening:
    """One thing that a proctor should know of, and when it was."""

    kind: str
    at: datetime
    code: str = ""  # of a report or a call for help


def happenings_of(sitting: Sitting) -> list[Happening]:
    """Takeovers, codes that did not fit and calls for help, oldest first. Never an answer."""
    asked = (select(AuditEntry.action, AuditEntry.at, AuditEntry.facts)
             .where(AuditEntry.subject == f"sitting:{sitting.id}",
                    AuditEntry.action.in_(("take_over", "take_over_refused", "begin_refused", "resume_refused"))))
    found = [Happening(_kind(action, facts), at) for action, at, facts in db.session.execute(asked)]
    reports = select(Incident.source, Incident.reported_at, Incident.code).where(
        Incident.sitting_id == sitting.id, Incident.source.in_(("candidate", "proctor")))
    found += [Happening("help" if source == "candidate" else "reported", at, code)
              for source, at, code in db.session.execute(reports)]
    return sorted(found, key=lambda happening: happening.at)


def _kind(action: str, facts: dict) -> str:
    if action == "take_over":
        return "same_device" if facts.get("same_device") else "other_device"
    return "second_device_tried" if action == "take_over_refused" else "code_refused"
