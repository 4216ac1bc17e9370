"""A candidate in the room asks for help: it reaches the proctor's page and the board, and costs nothing."""

from datetime import datetime, timedelta

from sqlalchemy import select

from exam.database import db, transaction
from exam.errors import Refused
from exam.letters import board as to_board
from exam.models import Incident, Sitting
from exam.rules.incidents import CODES, effect_of

# What a candidate may say in the room; the rest of the codes is for proctors and staff.
OFFERED = ("I10", "I20", "I30", "I80")
SAME_WITHIN = timedelta(minutes=2)
# While there is a proctor, and something that help could still change.
HELPED_STATES = ("in_progress", "paused", "submitted")


def may_call(sitting: Sitting) -> bool:
    """Whether a call from here reaches somebody: never in a practice exam, which nobody watches."""
    return sitting.purpose == "exam" and sitting.state in HELPED_STATES


def ask_for_help(sitting: Sitting, *, code: str, words: str, now: datetime, by) -> Incident:
    """Put the call on record as an incident; pressing the button twice is one call."""
    with transaction("ask_for_help", by=by, now=now, locking=sitting) as entry:
        if not may_call(sitting):
            raise Refused("Nothing was sent: no call goes out from this exam now. Please contact the board.")
        if code not in OFFERED:
            raise Refused("Choose what you need help with.")
        before = _same_call(sitting, code, words, now)
        if before is not None:
            entry.action = "ask_for_help_repeated"
            entry.about("sitting", sitting.id, incident=before.id)
            return before
        effect = effect_of(code, sitting.program_version.program.incidents)
        incident = Incident(sitting_id=sitting.id, code=code, source="candidate", effect=effect,
                            text=words or CODES[code], happened_at=now, reported_at=now, reported_by=str(by),
                            facts={"asked_in_room": True}, decided_at=now if effect == "note" else None)
        db.session.add(incident)
        db.session.flush()
        if effect == "hold":
            to_board.incident_opened(incident, now=now)
        entry.about("sitting", sitting.id, incident=incident.id, code=code, effect=effect)
    return incident


def _same_call(sitting: Sitting, code: str, words: str, now: datetime) -> Incident | None:
    asked = (select(Incident).where(Incident.sitting_id == sitting.id, Incident.code == code,
                                    Incident.source == "candidate", Incident.text == (words or CODES[code]),
                                    Incident.reported_at > now - SAME_WITHIN))
    return db.session.scalars(asked).first()
