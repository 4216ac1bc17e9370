"""The pictures that reports need: bars, a histogram, lines with dots and bands, and a matrix of shares."""

from collections.abc import Sequence

from question_bank.charts.chart import WIDTH, Chart, Mark, picture, text
from question_bank.charts.frame import BOTTOM, LEFT, RIGHT, TOP, axes, marked
from question_bank.charts.scales import Scale, scale_for, worded
from question_bank.charts.series import Series

CELL = 26


def bars(title: str, labels: Sequence[str], values: Sequence[float], *, words: str, x_name: str = "", y_name: str = "",
         other: Sequence[int] = (), marks: Sequence[Mark] = ()) -> Chart:
    """Upright bars in the given order. `other` names the places of bars of a second kind; a mark stands at a place.

    Many long labels would lie over each other: bars are numbered then, and the table says which number is what.
    """
    upright = scale_for(list(values), BOTTOM, TOP, zero=True)
    width = (RIGHT - LEFT) / max(len(values), 1)
    across = Scale(-0.5, max(len(values), 1) - 0.5, LEFT, RIGHT, ())
    parts = axes(None, upright, x_name, y_name)
    every = max(1, -(-len(labels) // 12))  # as many labels as there is room for
    crowded = max(map(len, labels), default=0) > 6 and len(labels) > 5
    named = [f"{place} {label}" for place, label in enumerate(labels, 1)] if crowded else labels
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        top, kind = upright.place(value), "eh-chart__bar eh-chart__bar--other" if place in other else "eh-chart__bar"
        x = across.place(place) - 0.4 * width
        parts.append(f'<rect class="{kind}" x="{x:.2f}" y="{min(top, BOTTOM):g}" width="{0.8 * width:.2f}" '
                     f'height="{abs(upright.place(0) - top):.2f}"/>')
        if place % every == 0:
            shown = str(place + 1) if crowded else label
            parts.append(text(across.place(place), BOTTOM + 15, shown, anchor="middle"))
    parts += marked(marks, across)
    rows = tuple((label, worded(value)) for label, value in zip(named, values, strict=True))
    return Chart(title, picture(title, words, parts), (x_name or "Value", y_name or "Number"), rows)


def histogram(title: str, bins: Sequence[tuple[int, int, int]], *, words: str, x_name: str, y_name: str, each: str,
              marks: Sequence[Mark] = (), band: tuple[float, float] | None = None) -> Chart:
    """Bars over ranges of whole numbers (low, high, count), each as high as its count for one number of its range.

    So areas are counts, however wide a range is. The band lies behind the bars, and marks stand where they are.
    """
    if not bins:
        return bars(title, [], [], words=words, x_name=x_name, y_name=y_name)
    first, last = bins[0][0] - 0.5, bins[-1][1] + 0.5
    ticks = tuple(tick for tick in scale_for([first, last], LEFT, RIGHT).ticks if first <= tick <= last)
    across = Scale(first, last, LEFT, RIGHT, ticks)
    heights = [count / (high - low + 1) for low, high, count in bins]
    upright = scale_for(heights, BOTTOM, TOP, zero=True)
    parts = axes(across, upright, x_name, f"{y_name} for each {each}")
    if band:
        left, right = (across.place(edge) for edge in band)
        parts.append(f'<rect class="eh-chart__band" x="{left:.2f}" y="{TOP:g}" width="{right - left:.2f}" '
                     f'height="{BOTTOM - TOP:g}"/>')
    for (low, high, _), height in zip(bins, heights, strict=True):
        left, right, top = across.place(low - 0.45), across.place(high + 0.45), upright.place(height)
        parts.append(f'<rect class="eh-chart__bar" fill-opacity=".8" x="{left:.2f}" y="{top:g}" '
                     f'width="{right - left:.2f}" height="{BOTTOM - top:.2f}"/>')
    rows = tuple((f"{low}–{high}" if high > low else str(low), str(count)) for low, high, count in bins)
    return Chart(title, picture(title, words, parts + marked(marks, across)), (x_name, y_name), rows)


def lines(title: str, series: Sequence[Series], *, words: str, x_name: str, y_name: str, zero: bool = False,
          marks: Sequence[Mark] = ()) -> Chart:
    """Up to four series over one axis, told apart by dashes and shapes as well as by colour."""
    xs = [x for one in series for x, _ in one.points] + [mark.at for mark in marks]
    ys = [y for one in series for _, y in one.points if y is not None]
    ys += [y for one in series for y in (*one.low, *one.high) if y is not None]
    across, upright = scale_for(xs, LEFT, RIGHT), scale_for(ys, BOTTOM, TOP, zero=zero)
    parts = axes(across, upright, x_name, y_name)
    for number, one in enumerate(series, start=1):
        parts += _band(one, across, upright) + _series(one, (number - 1) % 4 + 1, across, upright)
    parts += marked(marks, across) + _legend(series)
    return Chart(title, picture(title, words, parts), (x_name, *(one.name for one in series)), _rows(series))


def matrix(title: str, labels: Sequence[str], values: Sequence[Sequence[float]], *, words: str, most: float) -> Chart:
    """A square of shares, darker where more is shared; each cell says its figure."""
    parts, left, top = [], 70, 30
    size = min(CELL, (WIDTH - left - 10) / max(len(labels), 1))
    for row, label in enumerate(labels):
        parts += [text(left - 6, top + row * size + size * 0.65, label, anchor="end"),
                  text(left + (row + 0.5) * size, top - 8, str(row + 1), anchor="middle")]
        for column, value in enumerate(values[row]):
            shade = 0.0 if most <= 0 else min(max(value / most, 0.0), 1.0) * 0.45
            parts.append(f'<rect class="eh-chart__cell" fill-opacity="{shade:.2f}" x="{left + column * size:.2f}" '
                         f'y="{top + row * size:.2f}" width="{size:.2f}" height="{size:.2f}"/>')
            if size >= 18:
                parts.append(text(left + (column + 0.5) * size, top + row * size + size * 0.65, worded(value),
                                  anchor="middle"))
    rows = tuple((label, *(worded(value) for value in row)) for label, row in zip(labels, values, strict=True))
    return Chart(title, picture(title, words, parts, top + len(labels) * size + 10), ("", *labels), rows)


def _series(one: Series, number: int, across: Scale, upright: Scale) -> list[str]:
    if one.kind == "dots":
        return [f'<circle class="eh-chart__dot eh-chart--{number}" r="4" cx="{across.place(x):g}" '
                f'cy="{upright.place(y):g}"/>' for x, y in one.points if y is not None]
    paths = (" ".join(f"{across.place(x):g},{upright.place(y):g}" for x, y in stretch) for stretch in one.stretches())
    return [f'<polyline class="eh-chart__line eh-chart--{number}" points="{path}"/>' for path in paths]


def _band(one: Series, across: Scale, upright: Scale) -> list[str]:
    edges = [(x, low, high) for (x, _), low, high in zip(one.points, one.low, one.high, strict=False)
             if low is not None and high is not None]
    if not edges:
        return []
    there = [f"{across.place(x):g},{upright.place(high):g}" for x, _, high in edges]
    back = [f"{across.place(x):g},{upright.place(low):g}" for x, low, _ in reversed(edges)]
    return [f'<polygon class="eh-chart__band" points="{" ".join(there + back)}"/>']


def _legend(series: Sequence[Series]) -> list[str]:
    if len(series) < 2:
        return []
    parts, x = [], LEFT
    for number, one in enumerate(series[:4], start=1):
        sign = (f'<circle class="eh-chart__dot eh-chart--{number}" r="4" cx="{x + 11:g}" cy="10"/>'
                if one.kind == "dots" else
                f'<line class="eh-chart__line eh-chart--{number}" x1="{x:g}" y1="10" x2="{x + 22:g}" y2="10"/>')
        parts += [sign, text(x + 27, 14, one.name)]
        x += 45 + 6.5 * len(one.name)
    return parts


def _rows(series: Sequence[Series]) -> tuple[tuple[str, ...], ...]:
    held = [dict(one.points) for one in series]
    places = sorted({x for points in held for x in points})
    return tuple((worded(x), *(worded(points.get(x)) if x in points else "" for points in held)) for x in places)
