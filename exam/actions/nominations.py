"""The story of a nomination: named, accepted or declined, approved, replaced, bounced, asked again."""

from datetime import datetime

from exam.actions.letting_go import end_links, let_go
from exam.actions.patterns import hold_for_patterns
from exam.database import db, lock, transaction
from exam.errors import Refused, TooManyLetters
from exam.letters import board as to_board
from exam.letters import candidate as to_candidate
from exam.letters import proctor as to_proctor
from exam.models import Incident, Letter, Link, Nomination, Sitting
from exam.queries.agreements import agreement_to_current
from exam.queries.links import living_links_of
from exam.queries.nominations import next_letter_to, nomination_on_duty, nominations_of
from exam.queries.proctor_roles import other_roles
from exam.rules.addresses import canonical_email
from exam.rules.agreements import MISSING
from exam.rules.proctor_policy import Person, conflicts_stated, likenesses, verdict_on

OPEN_STATES = ("registered", "admitted", "in_progress", "paused", "submitted")
# While the exam runs, only the board replaces a proctor: the candidate would cut off who watches them.
RUNNING = ("in_progress", "paused")
# In which state a nomination waits for what a letter asks.
WAITING_IN = {"accept": "invited", "admit": "accepted", "attest": "accepted"}


def nominate(sitting: Sitting, *, name: str, email: str, phone: str, relationship_kind: str, organisation: str,
             now: datetime, by) -> Nomination:
    """Name a proctor. The program's policy decides whether the person is asked; an earlier proctor is let go."""
    with transaction("nominate", by=by, now=now, locking=sitting) as entry:
        verdict = _verdict(sitting, relationship_kind)
        _refuse_unfit(sitting, verdict, by=by)
        _refuse_flood(sitting, canonical_email(email), now=now)
        let_go(sitting, now=now, by=by)
        nomination = Nomination(
            sitting=sitting, number=len(nominations_of(sitting.id)) + 1, name=name, email=email,
            email_canonical=canonical_email(email), phone=phone,
            relationship_kind=relationship_kind, organisation=organisation, nominated_by=str(by), invited_at=now,
            approval="needed" if verdict == "needs_approval" else "not_needed")
        db.session.add(nomination)
        db.session.flush()
        _hold_if_alike(nomination, now=now)
        _hold_if_late(nomination, now=now)
        to_proctor.invitation(nomination, now=now)
        entry.about("nomination", nomination.id, sitting=sitting.id, verdict=verdict)
    return nomination


def accept(nomination: Nomination, link: Link, *, statement: dict, now: datetime, by) -> Nomination:
    """The proctor says yes, states the relationship, and answers the conflict questions. Repeating it changes nothing.

    `statement` holds relationship_kind, organisation, since, conflicts {question: yes|no} and rules_version;
    `same_device` when it was said in the candidate's own browser.
    """
    with transaction("accept", by=by, now=now, locking=nomination.sitting) as entry:
        lock(nomination)
        if nomination.state == "accepted":
            entry.action = "accept_repeated"
            entry.about("nomination", nomination.id)
            return nomination
        nomination.take("accept", now=now, by=by)
        nomination.answered_at = now
        nomination.statement = statement
        _weigh(nomination, statement, now=now)
        hold_for_patterns(nomination, same_device=bool(statement.get("same_device")), now=now)
        link.used_at = now
        to_proctor.admission(nomination, now=now)
        to_candidate.proctor_accepted(nomination, now=now)
        entry.about("nomination", nomination.id, approval=nomination.approval, link_serial=link.serial)
        if nomination.sitting.state == "submitted":
            to_proctor.attestation_request(nomination, now=now)
    return nomination


def decline(nomination: Nomination, link: Link, *, now: datetime, by) -> Nomination:
    """The proctor says no, which is normal: the candidate is told and names somebody else."""
    with transaction("decline", by=by, now=now, locking=nomination.sitting) as entry:
        lock(nomination)
        if nomination.state == "declined":
            entry.action = "decline_repeated"
            entry.about("nomination", nomination.id)
            return nomination
        nomination.take("decline", now=now, by=by)
        nomination.answered_at = now
        link.used_at = now
        to_candidate.proctor_declined(nomination, now=now)
        entry.about("nomination", nomination.id)
    return nomination


def bounce(nomination: Nomination, *, now: datetime, by, letter: Letter | None = None, state: str = "bounced",
           trouble: str = "") -> Nomination:
    """A letter to the proctor came back for good: candidate and board are told how to go on.

    `letter` is the one that came back (or that we gave up); it is closed in the same transaction, so that
    nobody is told twice. A proctor whose duty has ended is not reported.
    """
    with transaction("bounce", by=by, now=now, locking=nomination.sitting) as entry:
        lock(nomination)
        news = letter is None or _close(letter, state, trouble)
        on_duty = nomination.state in ("invited", "accepted")
        if nomination.state == "invited" and news:
            nomination.take("bounce", now=now, by=by)
            end_links(nomination, now=now)
        if on_duty and news:
            to_candidate.proctor_bounced(nomination, now=now)
            to_board.proctor_bounced(nomination, now=now)
        entry.about("nomination", nomination.id, told=on_duty and news, **({"letter": letter.id} if letter else {}))
    return nomination


def approve(nomination: Nomination, *, given: bool, note: str, now: datetime, by) -> Nomination:
    """Staff have checked, against a source of their own, a proctor whose kind needs approval."""
    with transaction("approve_proctor", by=by, now=now, locking=nomination.sitting) as entry:
        lock(nomination)
        if nomination.approval not in ("needed", "withheld"):
            raise Refused("This proctor needs no approval.")
        nomination.approval = "given" if given else "withheld"
        nomination.approval_note = note
        entry.about("nomination", nomination.id, given=given)
    return nomination


def send_again(nomination: Nomination, *, purpose: str, now: datetime, by) -> Nomination:
    """A fresh link where the old one has run out; staff ask for it, or the sweep where the sitting still waits."""
    writers = {"accept": to_proctor.invitation, "admit": to_proctor.admission, "attest": to_proctor.attestation_request}
    with transaction("send_again", by=by, now=now, locking=nomination.sitting) as entry:
        lock(nomination)
        if nomination.state != WAITING_IN[purpose]:
            raise Refused("We do not wait for this person any more, so there is nothing to send.")
        for link in living_links_of(nomination.id, purpose):
            link.revoked_at = now
        writers[purpose](nomination, now=now)
        entry.about("nomination", nomination.id, purpose=purpose)
    return nomination


def _close(letter: Letter, state: str, trouble: str) -> bool:
    """Close the letter; False when that has been done before."""
    db.session.refresh(letter, with_for_update=True)
    if letter.state not in ("waiting", "sending", "sent"):
        return False
    letter.state, letter.trouble = state, trouble
    return True


def _verdict(sitting: Sitting, kind: str) -> str:
    return verdict_on(kind, sitting.program_version.program.proctor)


def why_not_now(sitting: Sitting) -> str:
    """The sentence for a candidate whose exam runs and who wants to name somebody else."""
    on_duty = nomination_on_duty(sitting.id)
    if on_duty is None:
        return "While your exam is running, only the board can name somebody else. Use \u201cI need help\u201d."
    word = sitting.program_version.program.wording.proctor
    return f"Your exam is running with {on_duty.name}. Tell your {word}, or use \u201cI need help\u201d."


def _refuse_unfit(sitting: Sitting, verdict: str, *, by) -> None:
    if sitting.state not in OPEN_STATES:
        raise Refused("This exam no longer needs a proctor.")
    if sitting.state in RUNNING and by.kind == "candidate":
        raise Refused(why_not_now(sitting))
    if agreement_to_current(sitting) is None:
        raise Refused(MISSING)
    if any(earlier.state == "attested" for earlier in nominations_of(sitting.id)):
        raise Refused("A proctor has already attested this exam.")
    if verdict == "blocked":
        raise Refused("The board does not allow this relationship for a proctor. Please name somebody else.")


def _refuse_flood(sitting: Sitting, address: str, *, now: datetime) -> None:
    """Naming the same person again and again would flood them with letters; so would naming everybody (T16)."""
    after = next_letter_to(sitting, address, now=now)
    if after > now:
        raise TooManyLetters(after)


def _weigh(nomination: Nomination, statement: dict, *, now: datetime) -> None:
    """What the proctor said may ask for approval, or open an incident that holds the release."""
    kind, ties = statement["relationship_kind"], conflicts_stated(statement["conflicts"])
    verdict = _verdict(nomination.sitting, kind)
    # A tie that the program allows, such as having taught the training, is no conflict in it.
    stated = [tie for tie in ties if _verdict(nomination.sitting, tie) == "blocked"]
    asks = verdict == "needs_approval" or any(_verdict(nomination.sitting, tie) == "needs_approval" for tie in ties)
    if verdict == "blocked" or stated:
        nomination.approval = "needed"
        _open(nomination, "I61", {"stated": stated, "kind": kind}, now=now)
    elif asks and nomination.approval == "not_needed":
        nomination.approval = "needed"


def _hold_if_alike(nomination: Nomination, *, now: datetime) -> None:
    candidate = nomination.sitting.candidate
    alike = likenesses(Person(candidate.legal_name, candidate.email, candidate.phone),
                       Person(nomination.name, nomination.email, nomination.phone))
    if alike:
        nomination.approval = "needed"
        _open(nomination, "I61", {"alike": alike}, now=now)
    elif roles := other_roles(nomination.email_canonical):
        nomination.approval = "needed"
        _open(nomination, "I61", roles, now=now)


def _hold_if_late(nomination: Nomination, *, now: datetime) -> None:
    """Somebody named after the admission may not have been in the room: the board looks before anything counts."""
    if nomination.sitting.admitted_at is not None:
        nomination.approval = "needed"
        _open(nomination, "I62", {"named_after_admission": True}, now=now)


def _open(nomination: Nomination, code: str, facts: dict, *, now: datetime) -> None:
    incident = Incident(sitting_id=nomination.sitting_id, code=code, source="system", effect="hold",
                        happened_at=now, reported_at=now, reported_by="system:proctor-policy",
                        facts={"nomination": nomination.id, **facts}, text="")
    db.session.add(incident)
    db.session.flush()
    to_board.incident_opened(incident, now=now)
