"""The pictures of the annual report: only what its tables show, so that nothing hidden can be seen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from exam.rules.small_cells import HIDDEN
from question_bank.charts import Chart, bars

FEWEST = 2  # one bar is no picture
# title of the picture, of its section, the column, and the names of the axes
PICTURES = (("Sittings by month", "Sittings by month", 1, "Month", "Sittings"),
            ("Share that passed, by sitting", "Pass rates", 2, "Sitting", "Percent"),
            ("Share that passed the first time, by region", "By region", 2, "Region", "Percent"),
            ("Share that passed the first time, by exam form", "By exam form", 2, "Exam form", "Percent"))


def charts_of(sections: Iterable) -> list[Chart]:
    """Sittings by month and pass rates, each where at least two figures may be shown."""
    found = {section.title: section.rows for section in sections}
    drawn = [_bars(title, found[section], *more) for title, section, *more in PICTURES]
    return [chart for chart in drawn if chart is not None]


def _bars(title: str, rows: Sequence[tuple[str, ...]], place: int, x_name: str, y_name: str) -> Chart | None:
    """What is hidden keeps its place, in brackets and without a bar: left out, its neighbours would seem to meet."""
    told = [(_short(row[0], x_name), row[place].removesuffix(" %")) for row in rows if row[place] != "–"]
    if sum(figure not in (HIDDEN, "0") for _, figure in told) < FEWEST:
        return None
    labels = [f"({label})" if figure == HIDDEN else label for label, figure in told]
    hidden = "; what stands in brackets is hidden" if any(figure == HIDDEN for _, figure in told) else ""
    drawn = bars(f"{title}{hidden}", labels, [_height(figure) for _, figure in told],
                 words="The tables of the report say the same.", x_name=x_name, y_name=y_name)
    return replace(drawn, rows=tuple((name, figure) for (name, _), (_, figure) in zip(drawn.rows, told, strict=True)))


def _height(figure: str) -> float:
    """Nothing for what is hidden; a share that is told as over or under some percent ends there."""
    return 0 if figure == HIDDEN else float(figure.split()[-1])


def _short(name: str, x_name: str) -> str:
    """A name that fits under its bar."""
    if x_name == "Month":
        return name[:3]
    return name.split()[0].rstrip(",") if x_name == "Sitting" else name
