"""The sealed part: what was arranged for the candidate, kept out of the pack and bound to it by a digest."""

import hashlib
import hmac

from exam.models import (
    AccommodationGrant,
    AccommodationRequest,
    Attestation,
    Disposal,
    Letter,
    Sitting,
    TimeCredit,
    TrailStep,
)
from exam.queries.evidence.audit_proof import hidden_entries
from exam.queries.evidence.plain import plain, rows_of
from exam.rules.appeals import APPEAL
from exam.rules.inquiries import INQUIRY
from exam.rules.roads import NOMINATION, SITTING

# A complaint goes the road of an appeal under a name of its own.
START = {road.name: road.start for road in (SITTING, NOMINATION, INQUIRY, APPEAL)} | {"complaint": APPEAL.start}
TELLING = "{arrangement}"


def sealed_part(sitting: Sitting, secret: str) -> dict:
    """One for every sitting, also where nothing was arranged. The salt keeps its digest from being guessed."""
    salt = hmac.new(secret.encode(), f"examhall-sealed-part-1:{sitting.id}".encode(), hashlib.sha256).hexdigest()
    grants = rows_of(AccommodationGrant, (AccommodationGrant.decided_at, AccommodationGrant.id),
                     AccommodationGrant.candidate_id == sitting.candidate_id)
    requests = rows_of(AccommodationRequest, (AccommodationRequest.recorded_at, AccommodationRequest.id),
                       AccommodationRequest.candidate_id == sitting.candidate_id)
    return {
        "sitting": sitting.id, "salt": salt, "grants": [plain(row) for row in grants],
        "requests": [plain(row) for row in requests],
        "disposals": [plain(row) for row in rows_of(
            Disposal, (Disposal.disposed_at, Disposal.id), Disposal.subject == f"candidate:{sitting.candidate_id}")],
        "time": {"limit_seconds": sitting.limit_seconds, "cap_seconds": sitting.cap_seconds,
                 "break_count": sitting.break_count, "break_seconds": sitting.break_seconds},
        "reasons": {row.id: row.reason for row in credits_of(sitting.id) if is_typed(row)},
        "pauses": [plain(row) for row in sitting.pauses if row.kind == "break"],
        "trail": [plain(row) for row in hidden_steps(sitting.id)], "audit": hidden_entries(sitting.id),
        "letters": {row.id: row.body_text for row in letters_of(sitting.id) if row.audience == "proctor"},
        "statements": {row.id: {number: said["statement"] for number, said in row.answers.items()
                                if number in telling_statements(sitting)} for row in attestations_of(sitting.id)}}


def telling_statements(sitting: Sitting) -> set[str]:
    """The numbers of the statements into which the program writes what was arranged."""
    paragraphs = sitting.program_version.program.statements.attestation.paragraphs
    return {str(number) for number, words in enumerate(paragraphs, 1) if TELLING in words}


def hidden_steps(sitting_id: str) -> list[TrailStep]:
    """The steps into a break and back."""
    found, on_break = [], False
    for row in steps_of(sitting_id):
        begins = row.step == "pause" and row.facts.get("kind") == "break"
        if begins or (on_break and row.step == "resume"):
            found.append(row)
        on_break = begins or (on_break and row.step != "resume")
    return found


def credits_of(sitting_id: str) -> list[TimeCredit]:
    """Time that was given while the sitting ran, oldest first."""
    return rows_of(TimeCredit, (TimeCredit.given_at, TimeCredit.id), TimeCredit.sitting_id == sitting_id)


def is_typed(row: TimeCredit) -> bool:
    """Whether a member of staff gave the time, in words that may tell what was arranged."""
    return row.given_by.startswith("staff:")


def steps_of(sitting_id: str) -> list[TrailStep]:
    """The trail of a sitting and its nominations, oldest first; within one instant as the roads lead.

    The sitting's own step comes last of its instant: an attestation is what a release rests on.
    """
    waiting = rows_of(TrailStep, (TrailStep.at, TrailStep.id), TrailStep.sitting_id == sitting_id)
    states, found = {}, []
    while waiting:
        now = [row for row in waiting if row.at == waiting[0].at]
        ready = [row for row in now if row.state_before == states.get(row.subject_id, START[row.road])]
        next_row = min(ready or now, key=lambda row: row.road == "sitting")
        states[next_row.subject_id] = next_row.state_after
        waiting.remove(next_row)
        found.append(next_row)
    return found


def attestations_of(sitting_id: str) -> list[Attestation]:
    """Every statement signed for this sitting."""
    return rows_of(Attestation, (Attestation.signed_at, Attestation.id), Attestation.sitting_id == sitting_id)


def letters_of(sitting_id: str) -> list[Letter]:
    """Every letter about this sitting."""
    return rows_of(Letter, (Letter.written_at, Letter.id), Letter.sitting_id == sitting_id)
