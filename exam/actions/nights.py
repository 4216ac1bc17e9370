"""Inside an action: what another day does to an exam that was paused on the day before."""

from datetime import datetime

from exam.actions.freezing import lock_shown
from exam.database import db
from exam.letters import board as to_board
from exam.models import Incident, Sitting
from exam.queries.retakes import board_day
from exam.rules.parts import is_night_between


def begin_day(sitting: Sitting, *, now: datetime) -> None:
    """The exam goes on after a night: what was shown is locked, or people look, where several days were not arranged.

    A pause that only goes past midnight is no night.
    """
    began_at = sitting.open_pause.began_at
    if sitting.purpose != "exam" or board_day(began_at) == board_day(now) or not is_night_between(began_at, now):
        return
    if sitting.shown_through is None:
        _put_on_record(sitting, began_at, now=now)
    else:
        lock_shown(sitting)


def _put_on_record(sitting: Sitting, began_at: datetime, *, now: datetime) -> None:
    """Every question had been shown, and nobody saw what was read in the night. That is a question, not a finding."""
    incident = Incident(sitting_id=sitting.id, code="I70", source="system", effect="hold", happened_at=began_at,
                        reported_at=now, reported_by="system:sittings", text="", facts={"night_between": True})
    db.session.add(incident)
    db.session.flush()
    to_board.incident_opened(incident, now=now)
