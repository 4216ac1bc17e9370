"""Makes evidence packs: reads everything about one result, sets the summary as PDF, seals both into one zip."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from exam.models import Result
from exam.queries.evidence import evidence_of, sealed_part
from exam.rules.documents import document
from exam.rules.evidence_pack import pack_of, spelled
from exam.web.secret_keys import secret_keys
from exam.web.signing_keys import known_public_keys, signer
from exam.web.words import spoken


@dataclass(frozen=True)
class Pack:
    """The zip, the part that is kept apart from it, and the number of the newest audit entry in it."""

    data: bytes
    sealed_part: bytes
    head: int

    @property
    def digest(self) -> str:
        """SHA-256 of the zip."""
        return hashlib.sha256(self.data).hexdigest()


def made_pack(result: Result) -> Pack:
    """The pack of one result as everything stands now: the same facts and key give the same bytes.

    Raises Refused when there is no key to sign with.
    """
    evidence = evidence_of(result, secret=secret_keys()[0])
    sealed = spelled(evidence.sealed_part)
    summary = document("evidence", summary_facts(result, evidence.documents), title="Evidence of one result",
                       at=result.release.released_at)
    key = signer()
    public = next(row["public_key"] for row in known_public_keys() if row["key_id"] == key.key_id)
    data = pack_of(evidence.documents, summary, result=result.id, sealed_part=hashlib.sha256(sealed).hexdigest(),
                   key_id=key.key_id, public_key=public, sign=key.sign)
    return Pack(data, sealed, evidence.documents["audit"]["head"]["no"])


def made_sealed_part(result: Result) -> bytes:
    """The same sealed part that the pack's manifest names."""
    return spelled(sealed_part(result.sitting, secret_keys()[0]))


def summary_facts(result: Result, documents: Mapping[str, dict]) -> dict:
    """What the summary says: the documents in the words of people, without any question's text."""
    sitting, traced = result.sitting, documents["scoring"]["versions"]
    rows = next(row["rows"] for row in traced if row["result"] == result.id)
    head = documents["audit"]["head"]
    return {
        "board": current_app.config["BOARD_NAME"], "head": f"{head['no']}:{head['hash']}",
        "facts": [
            ("Candidate", sitting.candidate.legal_name), ("Candidate id", sitting.candidate.board_candidate_id),
            ("Program", f"{sitting.program_version.program_id} {sitting.program_version.version}"),
            ("Sitting", sitting.sitting_no), ("Exam form", sitting.exam_form.code), ("Result", result.id),
            ("Decision", result.decision), ("Right answers", f"{result.raw_score} of {result.raw_max}"),
            ("Passes with", f"{result.cut_raw} ({'interim' if result.cut_interim else 'adopted'})"),
            ("Scaled score", f"{result.scaled_score}, {result.scaled_cut} is needed"),
            ("Scoring version", result.scoring_version), ("Begun", spoken(sitting.begun_at)),
            ("Handed in", spoken(sitting.submitted_at)), ("Released", spoken(result.release.released_at)),
            ("Record", result.record_hash)],
        "attestations": [[row["signed_name"], row["signed_at"], row["outcome"].replace("_", " "),
                          row["submission_digest"]] for row in documents["proctor"]["attestations"]],
        "rows": [[row["position"], row["item"], ", ".join(row["key"]), ", ".join(row["chosen"]) or "none",
                  f"{row['points']} of {row['most']}" if row["counts"] else "does not count"] for row in rows],
        "steps": [[row["at"], row["road"], row["step"].replace("_", " "), row["state_after"].replace("_", " ")]
                  for row in documents["trail"]["steps"]],
        "incidents": [[row["reported_at"], row["code"], row["effect"], "decided" if row["decided_at"] else "open"]
                      for row in documents["incidents"]["incidents"]]}
