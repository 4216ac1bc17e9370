"""A report leaving the house: which, narrowed to what, how many rows, and the digest of the file stand on record."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from exam.database import transaction


def log_report(key: str, data: bytes, *, rows: int, narrowed: Mapping[str, str], now: datetime, by) -> str:
    """Put one report on record before its file leaves; return the digest of the file."""
    digest = hashlib.sha256(data).hexdigest()
    with transaction("export_report", by=by, now=now) as entry:
        entry.about("report", key, rows=rows, narrowed=sorted(name for name, value in narrowed.items() if value),
                    sha256=digest)
    return digest
