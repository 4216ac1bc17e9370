"""What a proctor says after the exam: attest, attest with an incident, or "I did not proctor this exam"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exam.actions.patterns import open_pattern
from exam.database import Draft, db, lock, transaction
from exam.errors import CodeRefused, Refused
from exam.letters import board as to_board
from exam.letters import proctor as to_proctor
from exam.models import Attestation, AttestationDevice, Incident, Link, Nomination, SittingCode
from exam.queries.links import living_links_of
from exam.rules.proctor_policy import same_name
from exam.rules.statements import incidents_opened

WRONG_CODE = "This end code does not fit. It stands on the candidate's last page, in two groups of four."
CLOSED_CODE = ("The end code was typed wrongly five times, so this step is closed. The board has been told "
               "and will help you and the candidate to go on. The candidate's answers are safe.")


@dataclass(frozen=True)
class Signature:
    """What the proctor typed and what the machine saw while they did."""

    name: str
    address: str = ""
    agent: str = ""
    same_device: bool = False  # it was the candidate's own browser


@dataclass(frozen=True)
class SignedText:
    """The exact words that were shown: {number: statement}, their version and digest."""

    statements: dict[str, str]
    version: str
    digest: str


def try_end_code(nomination: Nomination, *, typed_code: str, secrets: Sequence[str], now: datetime, by) -> None:
    """Open the statements: the code shows that proctor and candidate were in contact. Raises CodeRefused."""
    with transaction("end_code", by=by, now=now, locking=nomination.sitting) as entry:
        code, good = _end_code(nomination, typed_code, secrets, now=now)
        entry.about("nomination", nomination.id, good=good, tries=code.tries if code else 0)
        closed = code is not None and code.closed_at is not None
    if not good:
        raise CodeRefused(CLOSED_CODE if closed else WRONG_CODE, closed=closed)


def attest(nomination: Nomination, link: Link, *, typed_code: str, secrets: Sequence[str], text: SignedText,
           answers: dict[str, str], reported: tuple[str, str] | None, signature: Signature, now: datetime,
           by) -> Attestation | None:
    """Sign the statement, bound to the digest of what was submitted. Repeating it gives the same attestation.

    `answers` is {statement number: yes|no}; `reported` is (incident code, text) or None. Each "no", each report
    and a name that differs opens an incident, which holds the release until the board has decided.
    """
    sitting = nomination.sitting
    with transaction("attest", by=by, now=now, locking=sitting) as entry:
        lock(nomination)
        if nomination.state == "attested":
            entry.action = "attest_repeated"
            entry.about("nomination", nomination.id)
            return attestation_of(nomination)
        code, good = _end_code(nomination, typed_code, secrets, now=now)
        if good:
            attestation = _sign(entry, nomination, link, text, answers, reported, signature, now=now, by=by)
            code.used_at = now
        else:
            entry.action = "attest_refused"
            entry.about("nomination", nomination.id, tries=code.tries if code else 0)
    if not good:
        raise CodeRefused(WRONG_CODE)
    return attestation


def attestation_of(nomination: Nomination) -> Attestation:
    """The statement that this nomination signed."""
    return db.session.query(Attestation).filter_by(nomination_id=nomination.id).one()


def refuse(nomination: Nomination, link: Link, *, typed_name: str, text: str, now: datetime, by) -> Nomination:
    """The proctor says "I did not proctor this exam". It needs no code, releases nothing, and opens an incident."""
    with transaction("refuse", by=by, now=now, locking=nomination.sitting) as entry:
        lock(nomination)
        if nomination.state == "refused":
            entry.action = "refuse_repeated"
            entry.about("nomination", nomination.id)
            return nomination
        nomination.take("refuse", now=now, by=by)
        _end_links(nomination, now=now)
        link.used_at = now
        _open(nomination, "I62", "proctor", text, {"typed_name_differs": not same_name(typed_name, nomination.name)},
              now=now)
        to_proctor.receipt(nomination, now=now, outcome="refused", reference=nomination.id)
        entry.about("nomination", nomination.id)
    return nomination


def report_no_code(nomination: Nomination, *, typed_name: str, text: str, now: datetime, by) -> Incident:
    """ "I have no end code": releases nothing; the board helps. Saying it again adds nothing while it is open."""
    with transaction("report_no_code", by=by, now=now, locking=nomination.sitting) as entry:
        if nomination.state != "accepted" or nomination.sitting.state != "submitted":
            raise Refused("There is nothing to report here at this moment.")
        earlier = _open_report_of_no_code(nomination)
        if earlier is not None:
            entry.action = "report_no_code_repeated"
            entry.about("nomination", nomination.id, incident=earlier.id)
            return earlier
        facts = {"typed_name_differs": not same_name(typed_name, nomination.name), "no_code": True}
        incident = _open(nomination, "I10", "proctor", text, facts, now=now)
        entry.about("nomination", nomination.id, incident=incident.id)
    return incident


def _open_report_of_no_code(nomination: Nomination) -> Incident | None:
    rows = db.session.query(Incident).filter_by(sitting_id=nomination.sitting_id, code="I10", decided_at=None)
    return next((row for row in rows if row.facts.get("no_code")), None)


def renew_end_code(sitting, *, now: datetime, by) -> SittingCode:
    """After the board's decision: the candidate's page shows a fresh end code."""
    with transaction("renew_end_code", by=by, now=now, locking=sitting) as entry:
        if sitting.state != "submitted":
            raise Refused("An end code belongs to an exam that was handed in and is not yet released.")
        code = SittingCode.issued(sitting.id, "end", now=now)
        entry.about("sitting", sitting.id, serial=code.serial)
    return code


def _end_code(nomination: Nomination, typed: str, secrets: Sequence[str], *, now: datetime):
    """The newest end code and whether the typed one is right. A right one stays alive until the signature."""
    declared = nomination.state == "accepted" and nomination.declared_at is not None
    if not declared or nomination.sitting.state != "submitted":
        raise Refused("This exam cannot be attested now.")
    code = SittingCode.newest(nomination.sitting_id, "end")
    if code is None or not code.is_alive(now):
        return code, False
    good = code.fits(typed, secrets, now=now)
    code.used_at = None
    if code.closed_at is not None:
        _open(nomination, "I62", "system", "", {"end_code_closed": True, "serial": code.serial}, now=now)
    return code, good


def _sign(entry: Draft, nomination: Nomination, link: Link, text: SignedText, answers: dict, reported, signature,
          *, now: datetime, by) -> Attestation:
    differs = not same_name(signature.name, nomination.name)
    codes = incidents_opened(answers, numbers=list(text.statements), name_differs=differs,
                             reported_code=reported[0] if reported else None)
    outcome = "with_incident" if codes else "clean"
    attestation = Attestation(
        sitting_id=nomination.sitting_id, nomination_id=nomination.id, outcome=outcome,
        submission_digest=nomination.sitting.submission.digest, text_version=text.version, text_digest=text.digest,
        answers={number: {"statement": words, "answer": answers.get(number, "")}
                 for number, words in text.statements.items()},
        signed_name=signature.name, signed_at=now, link_id=link.id)
    db.session.add(attestation)
    db.session.flush()
    if signature.address or signature.agent:
        db.session.add(AttestationDevice(
            attestation_id=attestation.id, sitting_id=attestation.sitting_id, address=signature.address[:64],
            agent=signature.agent[:300], signed_at=now))
    nomination.take("attest", now=now, by=by, outcome=outcome)
    _end_links(nomination, now=now)
    link.used_at = now
    for code in codes:
        _open(nomination, code, "proctor", reported[1] if reported and code == reported[0] else "",
              {"attestation": attestation.id, "name_differs": differs}, now=now)
    if signature.same_device:
        open_pattern(nomination, {"same_device": True, "at": "attest"}, now=now)
    to_proctor.receipt(nomination, now=now, outcome=outcome, reference=attestation.id)
    entry.about("nomination", nomination.id, attestation=attestation.id, outcome=outcome,
                submission_digest=attestation.submission_digest, text_digest=text.digest)
    return attestation


def _end_links(nomination: Nomination, *, now: datetime) -> None:
    for link in living_links_of(nomination.id):
        link.revoked_at = now


def _open(nomination: Nomination, code: str, source: str, text: str, facts: dict, *, now: datetime) -> Incident:
    incident = Incident(sitting_id=nomination.sitting_id, code=code, source=source, effect="hold", text=text,
                        happened_at=now, reported_at=now, reported_by=f"proctor:{nomination.id}",
                        facts={"nomination": nomination.id, **facts})
    db.session.add(incident)
    db.session.flush()
    to_board.incident_opened(incident, now=now)
    return incident
