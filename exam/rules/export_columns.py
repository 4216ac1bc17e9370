"""The columns of the results export, in their order, and the spelling of a cell that no spreadsheet will execute."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from operator import itemgetter

from exam.rules.row_spelling import JsonRow

SCHEMA_VERSION = "1"

COLUMNS = (
    "export_id", "export_created_at", "row_no", "schema_version",
    "program_id", "program_version", "program_is_sample", "blueprint_id", "blueprint_version",
    "candidate_id", "legal_first_name", "legal_middle_name", "legal_last_name", "suffix", "email",
    "training_event_id", "training_completed_on", "training_hours",
    "sitting_id", "sitting_no", "exam_form_id", "exam_form_digest", "language", "exam_date", "completion",
    "result", "raw_score", "raw_max", "cut_raw", "cut_basis", "scaled_score", "scaled_cut", "scoring_version",
    "supersedes_release_id",
    "proctor_name", "proctor_organisation", "attestation_id", "attestation_version", "attested_at",
    "attestation_outcome",
    "incident_count", "incident_codes", "decision", "decided_by", "decided_at",
    "release_id", "released_at", "released_by",
    "record_sha256", "release_sha256", "prev_release_sha256",
)

# `items` are questions; `points` is what they were worth together, and `correct` the points earned. They differ from
# numbers of questions only where a question gives part of its points.
COMPETENCY_COLUMNS = ("export_id", "sitting_id", "scoring_version", "competency_id", "items", "points", "correct",
                      "band")

# What a spreadsheet may take for a formula, full-width forms and control characters included (ASVS 1.2.10, T34).
RISKY = tuple("=+-@\t\r\n\x00") + ("\uff1d", "\uff0b", "\uff0d", "\uff20")
WATCHED = frozenset(("'", *RISKY))


# What only one export adds to a row, and the digest itself: the digest is the same in every export that holds the row.
OF_THE_EXPORT = frozenset({"record_sha256", "export_id", "export_created_at", "row_no"})
CHAIN_COLUMNS = ("release_no", "release_sha256", "prev_release_sha256", "why_no_row")


def neutral(value) -> str | int | float | bool:
    """The value as a cell: text that could be read as a formula gets an apostrophe in front; numbers stay numbers.

    Text that has apostrophes before such a sign gets one more, so that a reader can take exactly one away again.
    """
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return "'" + text if text[:1] in WATCHED and text.lstrip("'").startswith(RISKY) else text


def neutral_row(row: Sequence) -> list:
    """Each value of a row as a cell; almost every one is so already, and a call for each would cost more than it."""
    return [value if (value[:1] not in WATCHED if type(value) is str else type(value) is int) else neutral(value)
            for value in row]


def record_digest(row: Mapping, columns: Sequence[str] = COLUMNS) -> str:
    """SHA-256 over the canonical row: every column but the digest itself and what only this export adds."""
    kept = {name: row[name] for name in columns if name not in OF_THE_EXPORT}
    spelled = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()


class RecordDigests:
    """The same digest for rows that come as values in the order of COLUMNS, a million at a time."""

    def __init__(self, columns: Sequence[str] = COLUMNS):
        ordered = sorted(name for name in columns if name not in OF_THE_EXPORT)
        self.chosen = itemgetter(*(columns.index(name) for name in ordered))
        self.spelled = JsonRow(ordered, ",", ":").of

    def of(self, values: Sequence) -> str:
        """The digest of one row."""
        return hashlib.sha256(self.spelled(self.chosen(values))).hexdigest()
