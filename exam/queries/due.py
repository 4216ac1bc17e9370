"""What is due now, computed from stored instants alone: asking twice, or from two processes, gives the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from exam.database import db
from exam.models import Attestation, Authorization, Letter, Link, Nomination, ProgramVersion, Sitting
from exam.rules.deadlines import GRACE_SECONDS
from exam.rules.schedule import is_overdue, is_silent, reminder_is_due
from exam.rules.standings import OPEN

# purpose: the nomination's state, the sittings that wait for it, the letter that asks.
WAITING = {
    "accept": ("invited", ("registered", "admitted", "in_progress", "paused", "submitted"), "invitation"),
    "attest": ("accepted", ("submitted",), "attestation_request"),
}


@dataclass(frozen=True)
class Waiting:
    """A nomination that we wait for: when our letter left, when we reminded, when others were told."""

    nomination_id: str
    purpose: str
    version_id: str
    asked_at: datetime
    reminded_at: datetime | None
    told_at: datetime | None


def sittings_past_deadline(now: datetime, alive_at: datetime | None) -> list[str]:
    """Running sittings whose time and grace are over; in a break that lasts too long the time runs as well.

    `alive_at` is the last instant at which a serving process is known to have lived: while none lives nobody can
    save, so nothing is handed in before the time that was lost has been given back. None when no pulse is kept.
    """
    until = (now if alive_at is None else min(now, alive_at)) - timedelta(seconds=GRACE_SECONDS)
    asked = select(Sitting.id).where(Sitting.state.in_(OPEN), Sitting.deadline_at < until)
    return list(db.session.scalars(asked.order_by(Sitting.deadline_at)))


def sittings_never_begun(today: date, only: str = "") -> list[str]:
    """Exam sittings, or the one, whose window has closed before they began."""
    asked = (select(Sitting.id).join(Authorization, Authorization.id == Sitting.authorization_id)
             .where(Sitting.state.in_(("registered", "admitted")), Authorization.closes_on < today))
    if only:
        asked = asked.where(Sitting.id == only)
    return list(db.session.scalars(asked.order_by(Sitting.id)))


def sittings_cleanly_attested() -> list[str]:
    """Submitted sittings with a clean attestation whose program releases by itself, oldest first. """
    asked = (select(Sitting.id, Sitting.program_version_id)
             .join(Nomination, Nomination.sitting_id == Sitting.id)
             .join(Attestation, Attestation.nomination_id == Nomination.id)
             .where(Sitting.state == "submitted", Sitting.purpose == "exam", Nomination.state == "attested",
                    Attestation.outcome == "clean").order_by(Attestation.signed_at, Sitting.id))
    rows = db.session.execute(asked).all()
    programs = programs_of({row.program_version_id for row in rows})
    return [row.id for row in rows if programs[row.program_version_id].release.mode == "on_clean_attestation"]


def nominations_to_remind(now: datetime, only: str = "") -> list[tuple[str, str]]:
    """(nomination, purpose) where one of the program's days has come."""
    return [(row.nomination_id, row.purpose) for row, program in _waiting_with_programs(only)
            if reminder_is_due(row.asked_at, program.proctor.reminder_days, row.reminded_at, now)]


def nominations_to_escalate(now: datetime, only: str = "") -> list[tuple[str, str]]:
    """(nomination, purpose) where the proctor has been silent for too long."""
    return [(row.nomination_id, row.purpose) for row, program in _waiting_with_programs(only)
            if _too_long(row, program, now)]


def nominations_with_dead_link(now: datetime, only: str = "") -> list[tuple[str, str]]:
    """(nomination, purpose) where the sitting still waits, the newest link has run out, and no letter is on its way."""
    found = []
    for purpose, (state, sittings, _) in WAITING.items():
        alive = select(Link.id).where(Link.nomination_id == Nomination.id, Link.purpose == purpose,
                                      Link.used_at.is_(None), Link.revoked_at.is_(None), Link.expires_at > now)
        under_way = select(Letter.id).where(Letter.nomination_id == Nomination.id,
                                            Letter.state.in_(("waiting", "sending")))
        run_out = select(Link.id).where(Link.nomination_id == Nomination.id, Link.purpose == purpose,
                                        Link.expires_at <= now)
        asked = (select(Nomination.id).join(Sitting, Sitting.id == Nomination.sitting_id)
                 .where(Nomination.state == state, Sitting.state.in_(sittings), ~alive.exists(), ~under_way.exists(),
                        run_out.exists()).order_by(Nomination.id))
        found += [(nomination_id, purpose) for nomination_id in db.session.scalars(_only(asked, only))]
    return found


def programs_of(version_ids: set[str]) -> dict:
    """The programs of these versions, each read once."""
    found = db.session.scalars(select(ProgramVersion).where(ProgramVersion.id.in_(version_ids)))
    return {version.id: version.program for version in found}


def _too_long(row: Waiting, program, now: datetime) -> bool:
    if row.purpose == "accept":
        return is_silent(row.asked_at, row.told_at, now)
    return is_overdue(row.asked_at, program.proctor.attestation_due_days, row.told_at, now)


def _waiting_with_programs(only: str) -> list[tuple[Waiting, object]]:
    rows = [row for purpose in WAITING for row in _waiting(purpose, only)]
    programs = programs_of({row.version_id for row in rows})
    return [(row, programs[row.version_id]) for row in rows]


def _waiting(purpose: str, only: str) -> Iterator[Waiting]:
    for row in db.session.execute(_only(_asked(purpose), only)):
        if row.asked_at is not None:
            yield Waiting(row.id, purpose, row.program_version_id, row.asked_at, row.reminded_at, row.escalated_at)


def _only(asked: Select, nomination_id: str) -> Select:
    """One nomination, read again under a lock; all of them for an empty id."""
    return asked.where(Nomination.id == nomination_id) if nomination_id else asked


def _asked(purpose: str) -> Select:
    state, sittings, letter = WAITING[purpose]
    asked_at = select(func.min(Letter.sent_at)).where(Letter.nomination_id == Nomination.id,
                                                      Letter.kind == f"proctor/{letter}").scalar_subquery()
    reminders = (Letter.nomination_id == Nomination.id, Letter.kind == f"proctor/reminder_{purpose}")
    reminded_at = select(func.max(Letter.written_at)).where(*reminders).scalar_subquery()
    return (select(Nomination.id, Sitting.program_version_id, asked_at.label("asked_at"),
                   reminded_at.label("reminded_at"), Nomination.escalated_at)
            .join(Sitting, Sitting.id == Nomination.sitting_id)
            .where(Nomination.state == state, Sitting.state.in_(sittings)).order_by(Nomination.id))
