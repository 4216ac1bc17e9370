"""Checks the sealed part of an evidence pack, which says what was arranged for the candidate, against the pack."""

import json
from collections.abc import Iterator
from datetime import datetime

from rederive import content_of, text_digest
from sealing import sha256

Fault = tuple[str, str, str]


def faults_of(data: bytes, manifest: dict, files: dict) -> list[Fault]:
    """Where the sealed part does not belong to this pack or contradicts it."""
    if sha256(data) != manifest.get("sealed_part"):
        return [("the sealed part", "any field", "is not the one that the manifest names")]
    part = json.loads(data)
    return [*_statements(part, files), *_reasons(part, files), *_entries(part, files), *_time(part, files)]


def _statements(part: dict, files: dict) -> Iterator[Fault]:
    for row in files["proctor"]["attestations"]:
        kept = part["statements"].get(row["id"], {})
        words = {number: said["statement"] or kept.get(number, "") for number, said in row["answers"].items()}
        if text_digest(row["text_version"], words) != row["text_digest"]:
            yield "the sealed part", f"statements/{row['id']}", "the words signed do not give the digest"


def _reasons(part: dict, files: dict) -> Iterator[Fault]:
    for row in files["clock"]["credits"]:
        kept = part["reasons"].get(row["id"], "")
        if "sealed" in row and row["sealed"] != sha256(f"{part['salt']}{kept}".encode()):
            yield "the sealed part", f"reasons/{row['id']}", "is not the reason that the pack knows by its digest"


def _entries(part: dict, files: dict) -> Iterator[Fault]:
    sealed = {row["no"]: row["content"] for row in files["audit"]["entries"] if "content" in row}
    for place, row in enumerate(part["audit"]):
        if sealed.get(row["no"], content_of(row)) != content_of(row):
            yield "the sealed part", f"audit/{place}", "is not the entry that the audit trail seals"


def _time(part: dict, files: dict) -> Iterator[Fault]:
    clock, time = files["clock"], part["time"]
    stood = sum(_seconds(row["began_at"], row["ended_at"]) for row in [*clock["pauses"], *part["pauses"]])
    allowed = time["cap_seconds"] if time["limit_seconds"] is None else time["limit_seconds"]
    if _seconds(clock["begun_at"], clock["submitted_at"]) > allowed + clock["credited_seconds"] + stood + 1:
        yield "clock.json", "submitted_at", "is later than the time that was given"


def _seconds(began: str, ended: str | None) -> float:
    if ended is None:
        return 0.0
    return max(0.0, (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds())
