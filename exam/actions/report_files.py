"""A report leaving the house: which, narrowed to what, to whom and why, and the digest of the file stand on record."""

from collections.abc import Mapping
from datetime import datetime

from exam.database import transaction


def log_report(key: str, digest: str, *, rows: int, narrowed: Mapping[str, str], reason: str, now: datetime,
               by) -> None:
    """Put one report on record before its file leaves. `digest` is the SHA-256 of the file."""
    with transaction("export_report", by=by, now=now) as entry:
        entry.about("report", key, rows=rows, narrowed=sorted(name for name, value in narrowed.items() if value),
                    reason=reason, sha256=digest)
