"""Answers leaving the house without people: how many, of which form, to whom and why stands on record."""

import hashlib
from datetime import datetime

from exam.database import transaction
from exam.models import ExamForm


def log_answer_export(form: ExamForm, data: bytes, *, seed: int, sittings: int, reason: str, now: datetime, by) -> str:
    """Put one export on record, with the seed that drew the order of its rows; return the digest of its file."""
    digest = hashlib.sha256(data).hexdigest()
    with transaction("export_answers", by=by, now=now) as entry:
        entry.about("exam_form", form.id, sittings=sittings, seed=seed, reason=reason, sha256=digest)
    return digest
