"""Letters to those who received an export of results."""

from datetime import datetime

from exam.letters.outbox import write
from exam.models import Letter, ResultsExport


def results_corrected(export: ResultsExport, *, now: datetime) -> Letter:
    """Some rows of what you received were corrected; the next export holds the new ones. No person is named."""
    return write("recipients/results_corrected", export.recipient_address, now=now, export=export)


def result_void(export: ResultsExport, *, now: datetime) -> Letter:
    """A row of what you received stands no more; the next export names it. No person is named here."""
    return write("recipients/result_void", export.recipient_address, now=now, export=export)
