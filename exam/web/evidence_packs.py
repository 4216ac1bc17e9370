"""Makes evidence packs: reads everything about one result, sets the summary as PDF, seals both into one zip."""

import hashlib
from dataclasses import dataclass

from exam.models import Result
from exam.queries.evidence import evidence_of, sealed_part
from exam.rules.documents import document
from exam.rules.evidence_pack import pack_of, spelled
from exam.web.evidence_summary import summary_facts
from exam.web.secret_keys import secret_keys
from exam.web.signing_keys import known_public_keys, signer


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
