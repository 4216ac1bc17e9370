"""The frame of a picture: its axes with ticks and names, and the marks across it."""

from collections.abc import Sequence

from question_bank.charts.chart import HEIGHT, WIDTH, Mark, stroke, text
from question_bank.charts.scales import Scale, worded

LEFT, RIGHT, TOP, BOTTOM = 52.0, WIDTH - 12.0, 26.0, HEIGHT - 42.0


def axes(across: Scale | None, upright: Scale, x_name: str, y_name: str) -> list[str]:
    """Grid, ticks and names; without a scale across, the labels of bars take the place of its ticks."""
    parts = []
    for tick in upright.ticks:
        y = upright.place(tick)
        parts += [stroke("eh-chart__grid", LEFT, y, RIGHT, y), text(LEFT - 6, y + 4, worded(tick), anchor="end")]
    for tick in across.ticks if across else ():
        x = across.place(tick)
        parts += [stroke("eh-chart__axis", x, BOTTOM, x, BOTTOM + 4),
                  text(x, BOTTOM + 17, worded(tick), anchor="middle")]
    parts.append(stroke("eh-chart__axis", LEFT, BOTTOM, RIGHT, BOTTOM))
    if x_name:
        parts.append(text((LEFT + RIGHT) / 2, HEIGHT - 8, x_name, anchor="middle"))
    if y_name:
        parts.append(text(13, (TOP + BOTTOM) / 2, y_name, anchor="middle", turned=True))
    return parts


def marked(marks: Sequence[Mark], across: Scale) -> list[str]:
    """Dashed lines with their words, which stand to whichever side has room."""
    parts = []
    for number, mark in enumerate(marks):
        x = across.place(mark.at)
        aside, anchor = (5, "start") if x < (LEFT + RIGHT) / 2 else (-5, "end")
        parts += [stroke("eh-chart__mark", x, TOP, x, BOTTOM),
                  text(x + aside, TOP + 12 + 15 * number, mark.words, anchor=anchor)]
    return parts
