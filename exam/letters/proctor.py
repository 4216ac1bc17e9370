"""Letters to proctors: invited, accepted, asked to attest, reminded, thanked, told that they are free."""

from datetime import datetime, timedelta

from exam.letters.outbox import make_link, write
from exam.models import Appeal, Letter, Link, Nomination


def _to(nomination: Nomination, kind: str, *, now: datetime, link: Link | None = None, **words) -> Letter:
    return write(f"proctor/{kind}", nomination.email, now=now, link=link, nomination_id=nomination.id,
                 sitting_id=nomination.sitting_id, nomination=nomination, sitting=nomination.sitting,
                 candidate=nomination.sitting.candidate, **words)


def invitation(nomination: Nomination, *, now: datetime) -> Letter:
    """Asks the person to say yes or no. One link; the first question asks."""
    program = nomination.sitting.program_version.program
    link = make_link("accept", now=now, hours=program.proctor.link_hours, nomination=nomination)
    return _to(nomination, "invitation", now=now, link=link, limit_minutes=program.exam.time_limit_minutes)


def admission(nomination: Nomination, *, now: datetime) -> Letter:
    """After acceptance: the link for the day of the exam, and what to do on that day."""
    link = make_link("admit", now=now, hours=24 * 366, nomination=nomination)
    return _to(nomination, "admission", now=now, link=link)


def attestation_request(nomination: Nomination, *, now: datetime) -> Letter:
    """After hand-in: the link to attest, and by when."""
    link = make_link("attest", now=now, hours=24 * 366, nomination=nomination)
    return _to(nomination, "attestation_request", now=now, link=link, due_at=_due_at(nomination, link))


def reminder(nomination: Nomination, link: Link, *, now: datetime) -> Letter:
    """The same link once more: an earlier letter does not die because we reminded."""
    return _to(nomination, f"reminder_{link.purpose}", now=now, link=link, due_at=_due_at(nomination, link))


def receipt(nomination: Nomination, *, now: datetime, outcome: str, reference: str) -> Letter:
    """What was signed, and when. It states no score, because there is none to state."""
    return _to(nomination, "receipt", now=now, outcome=outcome, reference=reference)


def complaint_received(nomination: Nomination, *, now: datetime, appeal: Appeal) -> Letter:
    """A receipt for a complaint, and by when the board answers."""
    return _to(nomination, "complaint_received", now=now, appeal=appeal)


def complaint_decided(nomination: Nomination, *, now: datetime, appeal: Appeal) -> Letter:
    """What the board decided about a complaint, and why."""
    return _to(nomination, "complaint_decided", now=now, appeal=appeal)


def released_from_duty(nomination: Nomination, *, now: datetime) -> Letter:
    """The candidate or the board asked somebody else; nothing is left to do."""
    return _to(nomination, "released_from_duty", now=now)


def _due_at(nomination: Nomination, link: Link) -> datetime:
    """By when the statement is asked for: so many days after this proctor was first asked for it."""
    return link.made_at + timedelta(days=nomination.sitting.program_version.program.proctor.attestation_due_days)
