"""The retention table of a program file: how long each class is kept. 0: the board has not set it, nothing goes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

MOST = {"years": 100, "months": 1200}


@dataclass(frozen=True)
class Retention:
    """Periods in whole years or months. What each class holds stands in exam/rules/retention.py."""

    results_years_after_credential: int = 0
    answers_years: int = 0
    logs_months: int = 0
    void_sittings_years: int = 0
    accommodation_papers_years: int = 0
    proctor_contact_years: int = 0


def unfit_retention(retention: Retention) -> Iterator[tuple[str, str]]:
    """Every (key, sentence) of a period that cannot be meant."""
    for field in fields(Retention):
        value = getattr(retention, field.name)
        unit = "months" if "months" in field.name else "years"
        if not 0 <= value <= MOST[unit]:
            yield (f"retention.{field.name}", f"must be from 0 to {MOST[unit]} {unit}. Write 0 while the board has not "
                   "decided: then nothing of this class is ever deleted.")
    years = retention.results_years_after_credential
    if 0 < years < retention.answers_years:
        yield ("retention.answers_years", "is longer than results are kept after the credential ends. Answers without "
               "their result prove nothing: lower it, or raise results_years_after_credential.")
