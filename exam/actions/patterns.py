"""Patterns that raise a question about a proctor: each holds the release until people looked, none is a finding."""

from datetime import datetime, timedelta

from exam.database import db
from exam.letters import board as to_board
from exam.models import Incident, Nomination
from exam.queries.nominations import sittings_accepted_by

TWELVE_MONTHS = timedelta(days=365)


def hold_for_patterns(nomination: Nomination, *, same_device: bool, now: datetime) -> None:
    """At acceptance, in the running transaction: the candidate's own browser (T01), or very many exams (T18)."""
    if same_device:
        nomination.approval = "needed"
        open_pattern(nomination, {"same_device": True, "at": "accept"}, now=now)
    most = nomination.sitting.program_version.program.proctor.notice_over_sittings
    number = sittings_accepted_by(nomination.email_canonical, since=now - TWELVE_MONTHS)
    if most and number > most:
        nomination.approval = "needed"
        open_pattern(nomination, {"sittings_in_12_months": number}, now=now)


def open_pattern(nomination: Nomination, facts: dict, *, now: datetime) -> Incident:
    """An incident of kind I90 by the system."""
    incident = Incident(sitting_id=nomination.sitting_id, code="I90", source="system", effect="hold", happened_at=now,
                        reported_at=now, reported_by="system:proctor-patterns", text="",
                        facts={"nomination": nomination.id, **facts})
    db.session.add(incident)
    db.session.flush()
    to_board.incident_opened(incident, now=now)
    return incident
