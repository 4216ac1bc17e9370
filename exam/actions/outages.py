"""Outages on our side: measured by the pulse, given back to everybody who was sitting, and put on record."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from exam.database import db, transaction, upkeep
from exam.letters import board as to_board
from exam.models import Incident, Pulse, Sitting, TimeCredit
from exam.queries.pulses import newest_pulse
from exam.rules.deadlines import GRACE_SECONDS
from exam.rules.outages import is_outage, lost_seconds
from exam.rules.standings import OPEN

FORGOTTEN_AFTER = timedelta(days=7)
REASON = "A fault on our side"


def beat(process: str, *, unbroken: bool, now: datetime) -> datetime | None:
    """Note that this process serves. Returns since when nobody did, if somebody was sitting; then nothing is noted.

    `unbroken` says that this very process has been awake all the time: then the clock jumped and nothing was lost.
    """
    with upkeep("pulse"):
        alive_at = _locked_newest()
        if is_outage(alive_at, now) and not unbroken and db.session.scalars(_running(alive_at).limit(1)).first():
            return alive_at
        _note(process, now)
    return None


def credit_outage(process: str, *, since: datetime, now: datetime, by) -> int:
    """Give every running sitting the seconds it lost, once, however many processes come back. How many got some."""
    with transaction("credit_outage", by=by, now=now) as entry:
        if _locked_newest() == since:
            running = db.session.scalars(_running(since))
            given = {row.id: lost for row in running if (lost := _give(row, since, now=now, by=by))}
        else:
            given, entry.action = {}, "outage_credited_before"
        _note(process, now)
        entry.about("service", "outage", since=since.isoformat(), until=now.isoformat(), given=given)
    return len(given)


def _locked_newest() -> datetime | None:
    """Who holds the rows decides. The newest is read by a second statement, which sees what the one before wrote."""
    db.session.scalars(select(Pulse).order_by(Pulse.process).with_for_update()).all()
    return newest_pulse()


def _note(process: str, now: datetime) -> None:
    row = db.session.get(Pulse, process)
    if row is None:
        db.session.add(Pulse(process=process, began_at=now, last_at=now))
    else:
        row.last_at = now
    for old in db.session.scalars(select(Pulse).where(Pulse.last_at < now - FORGOTTEN_AFTER)):
        db.session.delete(old)


def _running(since: datetime) -> Select:
    """Sittings whose clock was running, also in a break; one whose time had ended before the outage lost nothing."""
    ended = since - timedelta(seconds=GRACE_SECONDS)
    return (select(Sitting).where(Sitting.state.in_(OPEN), Sitting.begun_at.is_not(None),
                                  Sitting.deadline_at >= ended)
            .options(selectinload(Sitting.pauses)).order_by(Sitting.id).with_for_update(key_share=True))


def _give(sitting: Sitting, since: datetime, *, now: datetime, by) -> int:
    seconds = lost_seconds(sitting.clockwork.goes_on_at() or sitting.begun_at, since, now)
    if seconds == 0:
        return 0
    db.session.add(TimeCredit(sitting_id=sitting.id, seconds=seconds, kind="outage", reason=REASON, given_at=now,
                              given_by=str(by)))
    sitting.credited_seconds += seconds
    sitting.reckon()
    if sitting.purpose == "exam":
        _put_on_record(sitting, seconds, since, now=now, by=by)
    return seconds


def _put_on_record(sitting: Sitting, seconds: int, since: datetime, *, now: datetime, by) -> None:
    """A note; longer than the program's minutes, a hold, so that people look whether the exam still stands."""
    holds = seconds > 60 * sitting.program_version.program.incidents.technical_hold_over_minutes
    incident = Incident(sitting_id=sitting.id, code="I10", source="system", effect="hold" if holds else "note",
                        happened_at=since, reported_at=now, reported_by=str(by), text=REASON,
                        decided_at=None if holds else now, facts={"outage_seconds": seconds})
    db.session.add(incident)
    db.session.flush()
    if holds:
        to_board.incident_opened(incident, now=now)
