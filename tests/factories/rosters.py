"""Roster files as a board's spreadsheet writes them."""

import csv
import io

from exam.rules.roster_row import COLUMNS

PERSON = {"candidate_id": "MO-1", "legal_first_name": "Ana", "legal_middle_name": "", "legal_last_name": "Núñez",
          "suffix": "", "email": "ana@example.org", "phone": "573-555-0101", "program_id": "mo-cps-25",
          "training_event_id": "KC-3", "training_completed_on": "2026-02-20", "training_hours": "35"}


def line(number: int, **facts) -> dict[str, str]:
    """One person's cells: good ones, but for what is named."""
    return {**PERSON, "candidate_id": f"MO-{number}", "email": f"person{number}@example.org", **facts}


def roster_file(*lines: dict[str, str]) -> bytes:
    """A CSV file of these lines under the usual heads."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()
