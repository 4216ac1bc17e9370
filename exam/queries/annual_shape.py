"""What the annual report is made of: its year as instants, and tables of texts whose small groups are hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from exam.queries.reports.shape import midnight
from exam.rules.small_cells import HIDDEN, hidden_cells


@dataclass(frozen=True)
class Section:
    """One table of the report: its title, a sentence that says what is counted, and its rows as texts."""

    title: str
    sentence: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Year:
    """One year of one program, as instants, and the smallest group that may be shown."""

    program_id: str
    year: int
    least: int

    @property
    def begins(self) -> datetime:
        """The first instant."""
        return midnight(date(self.year, 1, 1))

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return midnight(date(self.year + 1, 1, 1))

    def holds(self, column) -> tuple:
        """The conditions that an instant lies in the year."""
        return column >= self.begins, column < self.ends


def shown_counts(counts: Sequence[int], least: int) -> list[str]:
    """Counts of one list whose total is shown as well."""
    return [HIDDEN if away else str(count)
            for count, away in zip(counts, hidden_cells(counts, least), strict=True)]
