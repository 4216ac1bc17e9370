"""The pictures of one item's analysis: who chooses which option, and how the model's curve meets what was seen."""

from collections.abc import Mapping
from itertools import pairwise

from question_bank.charts import Chart, Mark, Series, lines
from question_bank.charts.scales import worded

MOST_LINES = 4


def item_charts(item: Mapping, model: Mapping, cut: int | None) -> dict[str, Chart]:
    """Every picture that the figures of one position allow, by name."""
    charts = {}
    if item["options"] and item["trace"]["options"] and len(item["trace"]["scores"]) > 1:
        charts["trace"] = trace_chart(item, cut)
    found = next((one for one in model.get("items", ()) if one["position"] == item["position"]), None)
    if found is not None and found["b"] is not None:
        charts["curve"] = curve_chart(found, model)
    return charts


def trace_chart(item: Mapping, cut: int | None) -> Chart:
    """The share that chose each option at each score: the key should rise, the others fall."""
    trace = item["trace"]
    order = sorted(item["options"], key=lambda one: (not one["is_key"], -one["n"]))
    shown = [one for one in order if one["option"] in trace["options"]][:MOST_LINES]
    series = [Series(f"{one['option']}{' (key)' if one['is_key'] else ''}",
                     list(zip(trace["scores"], trace["options"][one["option"]], strict=True))) for one in shown]
    within = cut is not None and trace["scores"][0] <= cut <= trace["scores"][-1]
    return lines("Who chose which option", series, words="The line of the key should rise with the score, the others "
                 "should fall. Lines are smoothed; options that few chose have none.", x_name="Right answers in all",
                 y_name="Share", zero=True, marks=[Mark(cut, f"cut {cut}")] if within else [])


def curve_chart(found: Mapping, model: Mapping) -> Chart:
    """The curve of the model with the share right of groups of like ability."""
    grid = model["information"]["theta"]
    curve = list(zip(grid, found["curve"], strict=True))
    points = sorted((min(max(theta, grid[0]), grid[-1]), share) for theta, share, _ in found["points"])
    off = max((abs(share - _at(curve, theta)) for theta, share in points), default=0.0)
    words = (f"The line is what the {model['model']} model expects, the dots are groups of about "
             f"{round(sum(n for *_, n in found['points']) / max(len(points), 1))} persons. The dot that lies furthest "
             f"off is {worded(off)} away.")
    return lines("Curve of the question", [Series("model", curve), Series("seen", points, kind="dots")], words=words,
                 x_name="Ability", y_name="Share right", zero=True)


def _at(curve, theta: float) -> float:
    for (left, low), (right, high) in pairwise(curve):
        if left <= theta <= right:
            return low + (high - low) * (theta - left) / (right - left)
    return curve[-1][1]
