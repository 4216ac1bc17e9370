"""The roster: people are registered all or nothing, corrected with a reason, and let go."""

from collections.abc import Sequence
from datetime import datetime

from exam.actions.letting_go import let_go
from exam.actions.password_links import end_password_links
from exam.database import db, lock, transaction
from exam.errors import Refused
from exam.letters import candidate as to_candidate
from exam.models import Account, Authorization, Candidate, Sitting
from exam.queries.programs import first_program_version, program_version_on
from exam.queries.retakes import board_day, sittings_under
from exam.queries.roster import accounts_with_addresses, exam_sittings_of, program_of, regions_for
from exam.queries.roster_screening import ScreenedRow, screened
from exam.rules.addresses import canonical_email
from exam.rules.roster_row import LABELS, UNKNOWN_REGION, RosterRow, counted_from, region_named, window_of


def register_candidates(rows: Sequence[RosterRow], *, now: datetime, by) -> list[Sitting]:
    """Authorize everybody of a checked roster, or nobody. New people get an account and a welcome letter.

    Raises Refused with the line of each row that clashes with what is on record by now.
    """
    with transaction("register_candidates", by=by, now=now, locking=first_program_version()) as entry:
        sittings = _register(rows, now=now, by=by)
        entry.about("roster", f"{len(rows)} rows", authorizations=[row.authorization_id for row in sittings],
                    candidates=[row.candidate_id for row in sittings])
    return sittings


def add_candidate(row: RosterRow, *, now: datetime, by) -> Sitting:
    """Authorize one person."""
    with transaction("add_candidate", by=by, now=now, locking=first_program_version()) as entry:
        sitting = _register([row], now=now, by=by)[0]
        entry.about("candidate", sitting.candidate_id, authorization=sitting.authorization_id)
    return sitting


def correct_candidate(candidate: Candidate, changes: dict[str, str], *, reason: str, now: datetime, by) -> Candidate:
    """Correct names, email address, phone or region. The old address is told, and links that went there die."""
    with transaction("correct_candidate", by=by, now=now, locking=candidate) as entry:
        changes = _with_region(candidate, changes)
        changed = sorted(name for name, value in changes.items() if getattr(candidate, name) != value)
        if not changed:
            raise Refused("Nothing was changed. Change a field first, or go back to the candidate's page.")
        old_address = candidate.email
        if "email" in changed:
            _move_account(candidate.account, changes["email"], now=now)
        for name in changed:
            setattr(candidate, name, changes[name])
        candidate.account.name = candidate.legal_name
        to_candidate.details_changed(candidate, old_address, [LABELS[name] for name in changed], now=now)
        if "email" in changed and candidate.account.password_hash is None:
            _welcome_again(candidate, now=now)
        entry.about("candidate", candidate.id, changed=changed, reason=reason)
    return candidate


def withdraw_authorization(permit: Authorization, *, reason: str, now: datetime, by) -> Authorization:
    """The candidate may no longer test under it. An exam that has begun is a matter for an incident."""
    with transaction("withdraw_authorization", by=by, now=now) as entry:
        sittings = _held(permit)
        if permit.withdrawn_at is not None:
            raise Refused("This authorization has been withdrawn already.")
        if any(sitting.state in ("admitted", "in_progress", "paused", "submitted") for sitting in sittings):
            raise Refused("An exam under this authorization has begun. Report an incident on its page instead.")
        permit.withdrawn_at = now
        for sitting in sittings:
            if sitting.state == "registered":
                sitting.take("withdraw", now=now, by=by)
                let_go(sitting, now=now, by=by)
                to_candidate.authorization_withdrawn(sitting, now=now)
        entry.about("authorization", permit.id, candidate=permit.candidate_id, reason=reason)
    return permit


def _held(permit: Authorization) -> list[Sitting]:
    """Its sittings, then itself: in this order whoever decides about a sitting comes to its authorization.

    A proctor may be admitting the candidate at this moment, and a decision may be making a further sitting ready.
    """
    for sitting in (before := sittings_under(permit.id)):
        lock(sitting)
    lock(permit)
    sittings = sittings_under(permit.id)
    for sitting in sittings:
        if sitting not in before:
            lock(sitting)
    return sittings


def change_exam_language(permit: Authorization, *, language: str, reason: str, now: datetime, by) -> Authorization:
    """The candidate gets the questions in another language from the next exam form on."""
    with transaction("change_exam_language", by=by, now=now, locking=permit) as entry:
        if permit.withdrawn_at is not None:
            raise Refused("This authorization has been withdrawn.")
        if language == permit.language:
            raise Refused("This is the language already. Choose another one, or go back to the candidate's page.")
        if language not in program_of(permit).exam.languages:
            raise Refused("The program does not give its exam in this language.")
        entry.about("authorization", permit.id, candidate=permit.candidate_id, before=permit.language,
                    language=language, reason=reason)
        permit.language = language
    return permit


def _register(rows: Sequence[RosterRow], *, now: datetime, by) -> list[Sitting]:
    if not rows:
        raise Refused("No line of this file can go in.")
    screening = screened(rows)
    if screening.bad:
        raise Refused(*(f"Line {bad.line}: {' '.join(bad.reasons)}" for bad in screening.bad))
    return [_authorize(known, now=now, by=by) for known in screening.good]


def _authorize(known: ScreenedRow, *, now: datetime, by) -> Sitting:
    row, person = known.row, known.candidate or _new_person(known.row, now=now)
    person.region = person.region or row.region
    version = program_version_on(row.program_id, board_day(now))
    if version is None:
        raise Refused(f"Line {row.line}: no program with this id is in effect.")
    since = counted_from(row.authorization_path, row.training_completed_on, board_day(now))
    opens_on, closes_on = window_of(since, version.program.exam.window_months)
    permit = Authorization(
        candidate_id=person.id, program_id=row.program_id, program_version_id=version.id, opens_on=opens_on,
        closes_on=closes_on, path=row.authorization_path,
        training_event_id=row.training_event_id, training_hours=row.training_hours,
        training_completed_on=row.training_completed_on, language=row.language, made_at=now, made_by=str(by))
    db.session.add(permit)
    db.session.flush()
    sitting = Sitting(candidate=person, authorization=permit, program_version=version, registered_at=now)
    db.session.add(sitting)
    db.session.flush()
    announce = to_candidate.authorized if known.candidate else to_candidate.welcome
    announce(person, sitting, now=now)
    return sitting


def _new_person(row: RosterRow, *, now: datetime) -> Candidate:
    """An account without a password: only the person sets one, from the letter's link."""
    account = Account(kind="candidate", email=row.email, email_canonical=canonical_email(row.email),
                      name=row.legal_name, created_at=now)
    db.session.add(account)
    db.session.flush()
    person = Candidate(account=account, board_candidate_id=row.candidate_id, email=row.email, phone=row.phone,
                       legal_first_name=row.legal_first_name, legal_middle_name=row.legal_middle_name,
                       legal_last_name=row.legal_last_name, suffix=row.suffix, region=row.region, created_at=now)
    db.session.add(person)
    db.session.flush()
    return person


def _with_region(candidate: Candidate, changes: dict[str, str]) -> dict[str, str]:
    """The changes with the region as the candidate's programs spell it. Raises Refused for one that none has."""
    known = regions_for(candidate)
    region = region_named(changes.get("region", candidate.region), known)
    if region is None:
        raise Refused(UNKNOWN_REGION.format(", ".join(known)))
    return {**changes, "region": region}


def _move_account(account: Account, address: str, *, now: datetime) -> None:
    holder = accounts_with_addresses([canonical_email(address)]).get(canonical_email(address))
    if holder is not None and holder.id != account.id:
        raise Refused("This email address belongs to another account.")
    account.email, account.email_canonical = address, canonical_email(address)
    end_password_links(account, now=now)


def _welcome_again(candidate: Candidate, *, now: datetime) -> None:
    """The first letter went to a wrong address and its link is dead: the right address gets one of its own."""
    for sitting in exam_sittings_of(candidate.id)[:1]:
        to_candidate.welcome(candidate, sitting, now=now)
