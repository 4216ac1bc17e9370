"""Gathers the documents of an evidence pack. A name of a document is the name of its file."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import or_, select

from exam.database import db
from exam.errors import NotFound
from exam.models import (
    AnswerEvent,
    AttestationDevice,
    CutScore,
    Hold,
    Incident,
    Loss,
    Nomination,
    Result,
    Sitting,
    SittingCode,
    TimeCredit,
)
from exam.queries.disposals import disposals_of
from exam.queries.evidence import tracing
from exam.queries.evidence.audit_proof import audit_proof
from exam.queries.evidence.declared import declarations
from exam.queries.evidence.hearings import hearings
from exam.queries.evidence.hearings import subjects as subjects_heard
from exam.queries.evidence.plain import plain, rows_of, worded
from exam.queries.evidence.sealed import (
    attestations_of,
    credits_of,
    hidden_steps,
    is_typed,
    letters_of,
    sealed_part,
    steps_of,
    telling_statements,
)
from exam.queries.scoring_versions import versions_of


@dataclass(frozen=True)
class Evidence:
    """The documents of the pack by their names, and the part that is kept apart from it."""

    documents: dict[str, dict]
    sealed_part: dict


def result_with_id(result_id: str) -> Result:
    """One released result. Raises NotFound."""
    found = db.session.get(Result, result_id)
    if found is None:
        raise NotFound("no such result")
    return found


def result_named(name: str) -> Result:
    """The result that an export names: by its release, or the newest of a sitting. Raises NotFound."""
    asked = (select(Result).where(or_(Result.id == name, Result.release_id == name, Result.sitting_id == name))
             .order_by(Result.scoring_version.desc()).limit(1))
    found = db.session.scalars(asked).first()
    if found is None:
        raise NotFound("no such result")
    return found


def evidence_of(result: Result, *, secret: str) -> Evidence:
    """Everything about the sitting of this result, with all the versions of it. `secret` salts the sealed part."""
    sitting, sealed = result.sitting, sealed_part(result.sitting, secret)
    results = rows_of(Result, (Result.scoring_version,), Result.sitting_id == sitting.id)
    documents = {
        "result": {"chosen": result.id, "results": [{**plain(row), "release": plain(row.release)} for row in results]},
        "program": plain(sitting.program_version), "exam-form": _exam_form(sitting), "journal": _journal(sitting),
        "trail": _trail(sitting), "clock": _clock(sitting, sealed["salt"]),
        "proctor": _proctoring(sitting, sealed["salt"]),
        "cut-scores": {"cut_scores": [plain(row) for row in _cuts(results)]},
        "scoring": tracing.scoring(sitting, results), "incidents": _incidents(sitting),
        "hearings": hearings(sitting), "letters": _letters(sitting, sealed["salt"]),
        "audit": audit_proof(_subjects(sitting, results), {row["no"] for row in sealed["audit"]})}
    documents["declarations"] = declarations(documents)
    return Evidence(documents, sealed)


def _cuts(results: list[Result]) -> list[CutScore]:
    return rows_of(CutScore, (CutScore.number,), CutScore.id.in_({row.cut_score_id for row in results}))


def _exam_form(sitting: Sitting) -> dict:
    items = [{"position": row.position, "scored": row.scored, "revision": row.item_revision_id,
              "number": row.revision.number, "digest": row.revision.digest, "document": row.revision.document}
             for row in sitting.exam_form.items]
    return {**plain(sitting.exam_form), "items": items}


def _journal(sitting: Sitting) -> dict:
    events = rows_of(AnswerEvent, (AnswerEvent.lease, AnswerEvent.seq), AnswerEvent.sitting_id == sitting.id)
    handed_in = sitting.submission.handed_in
    return {"sitting": sitting.id, "positions": [plain(row, "sitting_id") for row in sitting.positions],
            "events": [plain(row, "sitting_id") for row in events],
            "submission": {**plain(sitting.submission), "answers": handed_in.answers if handed_in else None},
            "disposals": [plain(row) for row in disposals_of(sitting.id)]}


def _trail(sitting: Sitting) -> dict:
    hidden = {row.id for row in hidden_steps(sitting.id)}
    return {"steps": [plain(row) for row in steps_of(sitting.id) if row.id not in hidden]}


def _clock(sitting: Sitting, salt: str) -> dict:
    """When it began and ended, when it stood still, and time that was given back. Breaks are in the sealed part, and so
    is what staff typed as the reason for time that they gave."""
    codes = rows_of(SittingCode, (SittingCode.issued_at, SittingCode.serial), SittingCode.sitting_id == sitting.id)
    names = ("registered_at", "admitted_at", "begun_at", "submitted_at", "released_at", "credited_seconds",
             "lease_epoch", "event_count")
    return {**{name: worded(getattr(sitting, name)) for name in names},
            "pauses": [plain(row) for row in sitting.pauses if row.kind != "break"],
            "credits": [_credit(row, salt) for row in credits_of(sitting.id)],
            "codes": [plain(row) for row in codes if row.phase != "resume"]}


def _credit(row: TimeCredit, salt: str) -> dict:
    if not is_typed(row):
        return plain(row)
    return {**plain(row), "reason": None, "sealed": hashlib.sha256(f"{salt}{row.reason}".encode()).hexdigest()}


def _proctoring(sitting: Sitting, salt: str) -> dict:
    telling = telling_statements(sitting)
    nominations = rows_of(Nomination, (Nomination.number,), Nomination.sitting_id == sitting.id)
    devices = {row.attestation_id: plain(row, "attestation_id", "sitting_id")
               for row in rows_of(AttestationDevice, (), AttestationDevice.sitting_id == sitting.id)}
    signed = [{**plain(row), "device": devices.get(row.id),
               "answers": {number: _said(said, number in telling, salt) for number, said in row.answers.items()}}
              for row in attestations_of(sitting.id)]
    return {"nominations": [plain(row) for row in nominations], "attestations": signed,
            "disposals": [plain(row) for row in disposals_of(sitting.id, ("logs", "proctor_contact"))]}


def _said(said: dict, telling: bool, salt: str) -> dict:
    """One statement and its answer; words that tell what was arranged stand in the sealed part."""
    if not telling:
        return said
    return {**said, "statement": None, "sealed": hashlib.sha256(f"{salt}{said['statement']}".encode()).hexdigest()}


def _incidents(sitting: Sitting) -> dict:
    rows = rows_of(Incident, (Incident.reported_at, Incident.id), Incident.sitting_id == sitting.id)
    holds = rows_of(Hold, (Hold.placed_at, Hold.id), Hold.sitting_id == sitting.id)
    return {"incidents": [{**plain(row), "decisions": [plain(one) for one in row.decisions]} for row in rows],
            "holds": [plain(row) for row in holds],
            "losses": [plain(row) for row in rows_of(Loss, (Loss.opened_at, Loss.id), Loss.sitting_id == sitting.id)]}


def _letters(sitting: Sitting, salt: str) -> dict:
    """What was written to whom and when. Letters to proctors tell what was arranged: their words are sealed."""
    told = []
    for row in letters_of(sitting.id):
        facts = plain(row, "body_html", "leased_until")
        if row.audience == "proctor":
            facts |= {"body_text": None, "sealed": hashlib.sha256(f"{salt}{row.body_text}".encode()).hexdigest()}
        told.append(facts)
    return {"letters": told}


def _subjects(sitting: Sitting, results: list[Result]) -> set[str]:
    named = {f"nomination:{id_}" for id_ in _ids(Nomination, sitting)}
    named |= {f"incident:{id_}" for id_ in _ids(Incident, sitting)}
    named |= subjects_heard(sitting)
    named |= {f"scoring_decision:{row.decision_id}" for row in versions_of(sitting.exam_form_id)}
    return named | {f"result:{row.id}" for row in results} | {f"sitting:{sitting.id}",
                                                              f"exam_form:{sitting.exam_form_id}"}


def _ids(model, sitting: Sitting) -> list[str]:
    return list(db.session.scalars(select(model.id).where(model.sitting_id == sitting.id)))
