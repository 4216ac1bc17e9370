"""Evidence that leaves the house: who took which pack, or which sealed part, and why."""

from datetime import datetime

from exam.database import transaction
from exam.models import Result


def log_pack(result: Result, *, digest: str, head: int, reason: str, now: datetime, by) -> None:
    """One evidence pack was made and handed out."""
    with transaction("make_evidence_pack", by=by, now=now) as entry:
        entry.about("result", result.id, pack=digest, head=head, reason=reason)


def log_sealed_part(result: Result, *, digest: str, reason: str, now: datetime, by) -> None:
    """The sealed part of a pack was handed out."""
    with transaction("open_sealed_part", by=by, now=now) as entry:
        entry.about("result", result.id, part=digest, reason=reason)
