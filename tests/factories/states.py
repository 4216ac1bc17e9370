"""One sitting in each state of its road, reached by the real actions."""

from collections.abc import Callable
from datetime import timedelta

from exam.actions import incidents, inquiries, losses, releases, retakes, sittings
from exam.database import db, transaction
from exam.models import Candidate, Loss, Sitting
from exam.rules import actors
from tests.factories import world as make
from tests.factories.world import World

RELEASER, SECOND = actors.staff("releaser"), actors.staff("second releaser")


def admitted(world: World, person: Candidate | None = None) -> Sitting:
    """The proctor has checked who is there; the start code is shown."""
    sitting = make.registered(world, person)
    nomination = make.accepted(world, sitting)
    sittings.admit(nomination, identity_document="passport", now=world.now, by=actors.proctor(nomination.id))
    return sitting


def in_progress(world: World, person: Candidate | None = None) -> Sitting:
    """The exam runs."""
    return make.begun(world, make.registered(world, person))


def paused(world: World, person: Candidate | None = None) -> Sitting:
    """The clock stands still, at the proctor's word."""
    return sittings.pause(in_progress(world, person), kind="proctor", now=world.now, by=actors.proctor("x"))


def submitted(world: World, person: Candidate | None = None, *, right: int = 25) -> Sitting:
    """Handed in; the proctor has not attested."""
    return make.submitted(world, in_progress(world, person), right=right)


def cut_short(world: World, *, answered: int) -> Sitting:
    """Handed in at the end of its time, with so many answers: a fault ended it."""
    sitting = in_progress(world)
    for row in sitting.positions[:answered]:
        make.answer(world, sitting, row, "b")
    sitting.limit_seconds = 0
    sitting.reckon()
    db.session.commit()
    sittings.submit_at_deadline(sitting, now=world.now + timedelta(minutes=1), by=actors.system("sweep"))
    return sitting


def loss_told(sitting: Sitting, *, now) -> Loss:
    """Two persons put on record what is left; the candidate may choose where the rule leaves a choice."""
    incident = incidents.report(sitting, code="I10", source="staff", text="The site failed.", happened_at=now, now=now,
                                by=RELEASER)
    return losses.confirm(losses.put_on_record(incident, now=now, by=RELEASER), now=now, by=SECOND)


def released(world: World, person: Candidate | None = None, *, right: int = 25) -> Sitting:
    """Attested without any incident, and released."""
    sitting = submitted(world, person, right=right)
    make.attested(world, sitting)
    releases.release(sitting, mode="on_clean_attestation", now=world.now, by=actors.system("release"))
    return sitting


def withdrawn(world: World, person: Candidate | None = None) -> Sitting:
    """Given up by the candidate before it began."""
    sitting = make.registered(world, person)
    return retakes.withdraw(sitting, now=world.now, by=actors.candidate(sitting.candidate.account_id))


def missed(world: World, person: Candidate | None = None) -> Sitting:
    """The window closed without the exam."""
    sitting = make.registered(world, person)
    with transaction("miss", by=actors.system("sweep"), now=world.now, locking=sitting) as entry:
        sitting.take("miss", now=world.now, by=actors.system("sweep"))
        entry.about("sitting", sitting.id)
    return sitting


def void(world: World, person: Candidate | None = None, *, decision: str = "void_without_counting") -> Sitting:
    """Taken away by two persons after an incident."""
    sitting = submitted(world, person)
    incident = incidents.report(sitting, code="I40", source="staff", text="", happened_at=world.now, now=world.now,
                                by=RELEASER)
    heard(incident, now=world.now)
    row = incidents.decide(incident, decision=decision, reason="Test.", now=world.now, by=RELEASER)
    incidents.confirm(incident, row, now=world.now, by=SECOND)
    return sitting


def noticed(incident, *, now, by=RELEASER):
    """A notice of what is suspected was sent to the candidate."""
    inquiry = inquiries.suspect(incident, suspicion="That notes lay on the desk.", evidence="The proctor saw paper.",
                                now=now, by=by)
    return inquiries.notify(inquiry, now=now, by=by)


def heard(incident, *, now, by=RELEASER):
    """The candidate had a notice and answered it."""
    account = incident.sitting.candidate.account_id
    return inquiries.answer(noticed(incident, now=now, by=by), text="It was blank paper.", now=now,
                            by=actors.candidate(account))


IN_STATE: dict[str, Callable[..., Sitting]] = {
    "registered": make.registered, "admitted": admitted, "in_progress": in_progress, "paused": paused,
    "submitted": submitted, "released": released, "withdrawn": withdrawn, "missed": missed, "void": void,
}
