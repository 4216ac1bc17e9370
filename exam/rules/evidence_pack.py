"""The shape of an evidence pack: how its files are spelled, what its manifest says of them, and the zip around them.

`scripts/evidence` is the other half: it checks packs, shares no code with this, and travels in every pack.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

FORMAT = "examhall-evidence-1"
BLOCK = 1024
SHORT = 16
# Made once: an encoder for each of a pack's thousands of fields would cost more than the fields.
SPELLING = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
VERIFIER = Path(__file__).resolve().parents[2] / "scripts" / "evidence"
README = """Evidence of one result
======================

This pack holds what a decision rests on: the exam form with its questions and keys, the journal of answers, the trail,
the clock, who proctored and the words signed, cut scores, the scoring question by question, incidents, notices with
their answers, appeals, letters, when the staff who acted had declared their ties, and the audit trail. It holds
confidential questions and a person's answers: keep it as the board's rules say. What people wrote stands here in their
own words.

summary.pdf says the main facts for people. Everything else is JSON, one field a line; instants are in UTC.

To check it, with Python 3.11 or newer and nothing else:

    python3 verify.py THIS-PACK.zip

Take the program from the project (scripts/evidence), because one in a pack that was changed may have been changed too.
Give the public key of the board, or a head of the audit trail that was noted on another day, if you have one:

    python3 verify.py THIS-PACK.zip --public-key BASE64 --checkpoint NO:HASH

What was arranged for the candidate is not in this pack. It stands in a sealed part of its own, which is handed out only
to people who may see it and say why. There is one for every result, also where nothing was arranged. The manifest names
its digest, so that it cannot be exchanged. Entries of the audit trail that tell of other people or of such arrangements
are in the pack only as digests: the chain can be followed through them, but they cannot be read.
"""


def spelled(document) -> bytes:
    """The document as a file of the pack: sorted, one field a line."""
    return (json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()


def pack_of(documents: Mapping[str, dict], summary: bytes, *, result: str, sealed_part: str, key_id: str = "",
            public_key: str = "", sign=None) -> bytes:
    """The zip. `sign` gives the base64 signature of bytes; without one the digest of the manifest stands alone."""
    files = {f"{name}.json": spelled(document) for name, document in documents.items()}
    files |= {path.name: path.read_bytes() for path in VERIFIER.glob("*.py")}
    files |= {"README.txt": README.encode(), "summary.pdf": summary}
    files = dict(sorted(files.items()))
    manifest = spelled({
        "format": FORMAT, "result": result, "audit_head": documents["audit"]["head"], "sealed_part": sealed_part,
        "key_id": key_id, "public_key": public_key,
        "files": {name: _facts(name, data) for name, data in files.items()}})
    signature = spelled({"manifest_sha256": hashlib.sha256(manifest).hexdigest(), "key_id": key_id,
                         "public_key": public_key, "sealed_part": sealed_part,
                         "signature": sign(manifest) if sign else ""})
    return _zipped({"manifest.json": manifest, "signature.json": signature, **files})


def _facts(name: str, data: bytes) -> dict:
    facts = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
             "blocks": [_short(data[start:start + BLOCK]) for start in range(0, len(data), BLOCK)]}
    if name.endswith(".json"):
        facts["fields"] = {path: _short(_canonical([path, value])) for path, value in _leaves(json.loads(data), "")}
    return facts


def _leaves(document, path: str) -> Iterator[tuple[str, object]]:
    if not isinstance(document, dict | list) or not document:
        yield path or "/", document
        return
    for name, value in document.items() if isinstance(document, dict) else enumerate(document):
        yield from _leaves(value, f"{path}/{name}" if path else str(name))


def _canonical(document) -> bytes:
    return SPELLING.encode(document).encode()


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:SHORT]


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Stored and not squeezed, without dates: the same files give the same bytes on every machine."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.create_system, about.external_attr = 3, 0o100644 << 16
            archive.writestr(about, data)
    return held.getvalue()
