"""What the board asks about sittings: lists, one sitting with its trail, what is overdue, what is ready."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from exam.database import among, db
from exam.errors import NotFound
from exam.models import (
    Attestation,
    Candidate,
    Hold,
    Incident,
    Nomination,
    Sitting,
    Submission,
    TimeCredit,
    TrailStep,
)
from exam.queries.key_checks import key_trouble
from exam.queries.paging import Page, page_of
from exam.queries.programs import program_versions
from exam.rules.appeals import APPEAL
from exam.rules.inquiries import INQUIRY
from exam.rules.release import GateFacts, missing_for_release
from exam.rules.roads import NOMINATION, SITTING


def sittings_page(which: str, search: str, number: int, *, now: datetime) -> Page:
    """Exam sittings: of one state, `overdue` or `all`; those that changed last come first."""
    asked = select(Sitting).join(Candidate, Candidate.id == Sitting.candidate_id).where(Sitting.purpose == "exam")
    if which == "overdue":
        asked = asked.where(attestation_is_overdue(now))
    elif which != "all":
        asked = asked.where(Sitting.state == which)
    for word in search.split()[:5]:
        columns = (Candidate.board_candidate_id, Candidate.legal_first_name, Candidate.legal_last_name)
        asked = asked.where(or_(*(func.lower(column).contains(word.lower(), autoescape=True) for column in columns)))
    newest = func.coalesce(Sitting.submitted_at, Sitting.begun_at, Sitting.admitted_at, Sitting.registered_at)
    asked = asked.options(joinedload(Sitting.candidate), joinedload(Sitting.program_version),
                          selectinload(Sitting.nominations))
    return page_of(asked.order_by(newest.desc(), Sitting.id), number)


def exam_sitting(sitting_id: str) -> Sitting:
    """One exam sitting. Raises NotFound, also for a practice exam: that is the candidate's own."""
    row = db.session.get(Sitting, sitting_id)
    if row is None or row.purpose != "exam":
        raise NotFound("no such sitting")
    return row


def nomination_of(sitting: Sitting, nomination_id: str) -> Nomination:
    """A nomination of this sitting. Raises NotFound for any other."""
    row = db.session.get(Nomination, nomination_id)
    if row is None or row.sitting_id != sitting.id:
        raise NotFound("no such nomination of this sitting")
    return row


def trail_of(sitting_id: str) -> list[TrailStep]:
    """Every step of the sitting and of its nominations, in order; steps of one instant in the order of the roads."""
    asked = select(TrailStep).where(TrailStep.sitting_id == sitting_id).order_by(TrailStep.at)
    states = (*NOMINATION.states, *SITTING.states, *INQUIRY.states, *APPEAL.states)
    return sorted(db.session.scalars(asked), key=lambda step: (step.at, states.index(step.state_before)))


def time_credits_of(sitting_id: str) -> list[TimeCredit]:
    """Time that was given, in order."""
    asked = select(TimeCredit).where(TimeCredit.sitting_id == sitting_id)
    return list(db.session.scalars(asked.order_by(TimeCredit.given_at)))


def missing_for_each(sittings: list[Sitting]) -> dict[str, list[str]]:
    """What is missing for each sitting, as `gate.missing_for` says it, in a fixed number of questions."""
    ids = [row.id for row in sittings]
    digests = dict(db.session.execute(select(Submission.sitting_id, Submission.digest)
                                      .where(among(Submission.sitting_id, ids))).all())
    attested = {row.sitting_id: row for row in db.session.execute(
        select(Attestation.sitting_id, Attestation.submission_digest, Nomination.approval)
        .join(Nomination, Nomination.id == Attestation.nomination_id)
        .where(among(Attestation.sitting_id, ids), Nomination.state == "attested")
        .order_by(Attestation.signed_at))}
    incidents = _counts(Incident, ids, Incident.effect == "hold", Incident.decided_at.is_(None))
    holds = _counts(Hold, ids, Hold.lifted_at.is_(None))
    keys = _key_trouble_of(sittings)
    return {row.id: missing_for_release(GateFacts(
        state=row.state, purpose=row.purpose, submission_digest=digests.get(row.id),
        attested_digest=attested[row.id].submission_digest if row.id in attested else None,
        nomination_state="attested" if row.id in attested else None,
        approval=attested[row.id].approval if row.id in attested else "not_needed",
        open_incidents=incidents.get(row.id, 0), open_holds=holds.get(row.id, 0),
        key_trouble=keys.get((row.exam_form_id, row.program_version_id), "") if row.state == "submitted" else "",
        cut_adopted=row.cut_score_id is not None)) for row in sittings}


def _key_trouble_of(sittings: list[Sitting]) -> dict[tuple, str]:
    """What the key of each exam form still asks for, looked at once for each form and version of a program."""
    forms = {(row.exam_form_id, row.program_version_id): row for row in sittings if row.state == "submitted"}
    return {key: key_trouble(row) for key, row in forms.items()}


def _counts(model, ids: list[str], *conditions) -> dict[str, int]:
    asked = select(model.sitting_id, func.count()).where(among(model.sitting_id, ids), *conditions)
    return dict(db.session.execute(asked.group_by(model.sitting_id)).all())


def attestation_is_overdue(now: datetime) -> ColumnElement[bool]:
    """The condition that a sitting was handed in longer ago than its program gives the proctor."""
    attested = select(Nomination.sitting_id).where(Nomination.state == "attested")
    late = [and_(Sitting.program_version_id == version.id,
                 Sitting.submitted_at < now - timedelta(days=version.program.proctor.attestation_due_days))
            for version in program_versions()]
    return and_(Sitting.purpose == "exam", Sitting.state == "submitted", Sitting.id.not_in(attested),
                or_(false(), *late))


def ready_for_batch() -> list[Sitting]:
    """Sittings for which nothing is missing and that no sweep releases: oldest first.

    They are those of programs that release in batches, and those whose proctor attested with an incident, since only a
    clean attestation is released by itself. Every first page of a releaser asks: what surely has to wait is not read.
    """
    in_batches = [version.id for version in program_versions() if version.program.release.mode == "staff_batch"]
    attested = select(Nomination.sitting_id).where(Nomination.state == "attested")
    unclean = attested.join(Attestation, Attestation.nomination_id == Nomination.id).where(
        Attestation.outcome != "clean")
    by_hand = or_(Sitting.program_version_id.in_(in_batches), Sitting.id.in_(unclean))
    asked = (select(Sitting).where(Sitting.state == "submitted", Sitting.purpose == "exam", by_hand,
                                   Sitting.id.in_(attested))
             .options(joinedload(Sitting.program_version), joinedload(Sitting.candidate)))
    rows = list(db.session.scalars(asked.order_by(Sitting.submitted_at, Sitting.id)))
    missing = missing_for_each(rows)
    return [row for row in rows if not missing[row.id]]


def proctors_waiting(number: int) -> Page:
    """Nominations that need the board's approval, oldest first, with sitting and candidate."""
    asked = (select(Nomination).join(Sitting, Sitting.id == Nomination.sitting_id)
             .where(Nomination.approval == "needed", Nomination.state.in_(("invited", "accepted", "attested")),
                    Sitting.state.in_(("registered", "admitted", "in_progress", "paused", "submitted")))
             .options(joinedload(Nomination.sitting).joinedload(Sitting.candidate)))
    return page_of(asked.order_by(Nomination.invited_at, Nomination.id), number)
