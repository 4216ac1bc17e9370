"""The pictures of the annual report: only what its tables show, so that nothing hidden can be seen."""

from collections.abc import Iterable, Sequence

from exam.rules.small_cells import HIDDEN
from question_bank.charts import Chart, bars


def charts_of(sections: Iterable) -> list[Chart]:
    """Sittings by month, and the pass rates, where at least one figure may be shown."""
    found = {section.title: section for section in sections}
    drawn = [_bars("Sittings by month", found["Sittings by month"].rows, 1, "Month", "Sittings"),
             _bars("Share that passed, by sitting", found["Pass rates"].rows, 2, "Sitting", "Percent")]
    return [chart for chart in drawn if chart is not None]


def _bars(title: str, rows: Sequence[tuple[str, ...]], place: int, x_name: str, y_name: str) -> Chart | None:
    shown = [(row[0].split()[0].rstrip(",")[:6 if place == 2 else 3], row[place].removesuffix(" %")) for row in rows
             if row[place] not in (HIDDEN, "–")]
    if not any(figure != "0" for _, figure in shown):
        return None
    words = "Hidden figures are left out."
    return bars(title, [label for label, _ in shown], [float(figure) for _, figure in shown], words=words,
                x_name=x_name, y_name=y_name)
