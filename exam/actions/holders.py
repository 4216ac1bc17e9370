"""Inside an action: whoever holds an export with a row that stands no more is told, by a letter or by hand."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from exam.database import db
from exam.letters import recipients as to_recipients
from exam.models import CorrectionNotice, Letter, ResultsExport, Sitting
from exam.queries.corrections import exports_that_hold
from exam.queries.scoring_versions import result_in_force


def tell_holder(export: ResultsExport, write: Callable[..., Letter], *, now: datetime, **ground: str) -> None:
    """One notice for each export and ground: a letter where an address was given, else a task for staff."""
    if db.session.scalar(select(CorrectionNotice.id).filter_by(export_id=export.id, **ground)) is not None:
        return
    letter = write(export, now=now) if export.recipient_address else None
    db.session.flush()
    db.session.add(CorrectionNotice(
        export_id=export.id, opened_at=now, letter_id=letter.id if letter else None, told_at=now if letter else None,
        told_by="system:courier" if letter else None, told_how="By letter." if letter else "", **ground))
    db.session.flush()


def tell_of_void(sitting: Sitting, *, now: datetime) -> None:
    """A released result stands no more: nobody who received it should have to wait for the next export."""
    for export in exports_that_hold(result_in_force(sitting.id)):
        tell_holder(export, to_recipients.result_void, now=now, void_sitting_id=sitting.id)
