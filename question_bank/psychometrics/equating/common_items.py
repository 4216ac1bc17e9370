"""Linear equating of two forms taken by different groups, with an anchor of items that both forms share.

X and its anchor V were taken by group 1, Y and the same anchor by group 2. Tables hold how many people got each pair:
rows are total scores, columns anchor scores (`scores.joint_counts`). The synthetic population gives group 1 the weight
w and group 2 the weight 1 - w (K&B chapter 4); w = None weighs by the number of people. Variances divide by n - 1.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.equating.equated import Equated, enough_for, line
from question_bank.psychometrics.equating.scores import frequencies


@dataclass(frozen=True)
class Pair:
    """Moments of total and anchor scores of one group."""

    highest: int
    n: float
    mean: float
    anchor_mean: float
    var: float
    anchor_var: float
    cov: float


def pair_moments(table) -> Pair:
    """Means, variances and covariance (n - 1) of a table of totals by anchors; ValueError when one never varies."""
    table = frequencies(table)
    n, by_total, by_anchor = table.sum(), table.sum(axis=1), table.sum(axis=0)
    totals, anchors = np.arange(table.shape[0]), np.arange(table.shape[1])
    mean, anchor_mean = by_total @ totals / n, by_anchor @ anchors / n
    var = by_total @ (totals - mean) ** 2 / (n - 1) if n > 1 else 0.0
    anchor_var = by_anchor @ (anchors - anchor_mean) ** 2 / (n - 1) if n > 1 else 0.0
    if var <= 0 or anchor_var <= 0:
        raise ValueError("Total and anchor scores must differ between people, in both groups.")
    cov = (totals - mean) @ table @ (anchors - anchor_mean) / (n - 1)
    return Pair(len(table) - 1, float(n), float(mean), float(anchor_mean), float(var), float(anchor_var), float(cov))


def group_weight(n_x: float, n_y: float, weight: float | None) -> float:
    """The weight of group 1 in the synthetic population; ValueError outside 0 to 1."""
    if weight is None:
        return n_x / (n_x + n_y)
    if not 0 <= weight <= 1:
        raise ValueError("The weight of the first group must lie between 0 and 1.")
    return weight


def weight_of_counts(n_x: float, n_y: float, weight: float) -> float:
    """The weight under which counts weighed `weight` to 1 - `weight` stand in our formulas, which weigh shares.

    R's equate 2.0 multiplies frequencies rather than shares in frequency estimation: its weight w is ours at
    w n_x / (w n_x + (1 - w) n_y). Equal for groups of equal size, and for weights of 0 and 1.
    """
    return weight * n_x / (weight * n_x + (1 - weight) * n_y)


def tucker(table_x, table_y, weight: float | None = None, only_mean: bool = False, least: int | None = None) -> Equated:
    """Tucker's method (K&B chapter 4): the regression of totals on the anchor is the same in both groups."""
    x, y = pair_moments(table_x), pair_moments(table_y)
    return _synthetic("tucker", x, y, (x.cov / x.anchor_var, y.cov / y.anchor_var), weight, only_mean, least)


def levine(table_x, table_y, weight: float | None = None, internal: bool = True, only_mean: bool = False,
           least: int | None = None) -> Equated:
    """Levine's observed-score method (K&B chapter 4): true scores of total and anchor lie on one line.

    `internal` says that the anchor counts towards the total; otherwise it stands outside it. The slopes gamma are
    those of Angoff (1971), in Thorndike (ed.), Educational Measurement, 508-600. Better than
    Tucker's when the groups differ much in ability.
    """
    x, y = pair_moments(table_x), pair_moments(table_y)
    return _synthetic("levine", x, y, _levine_slopes(x, y, internal), weight, only_mean, least)


def levine_true_score(table_x, table_y, internal: bool = True, least: int | None = None) -> Equated:
    """Levine's true-score method (K&B chapter 4) on observed scores; it needs no synthetic population."""
    x, y = pair_moments(table_x), pair_moments(table_y)
    notes = enough_for("linear", x.n, y.n, least)
    first, second = _levine_slopes(x, y, internal)
    slope = second / first
    intercept = y.mean + second * (x.anchor_mean - y.anchor_mean) - slope * x.mean
    return line("levine true score", x.n, y.n, x.highest, slope, intercept, notes=notes)


def chained_linear(table_x, table_y, least: int | None = None) -> Equated:
    """X to the anchor in group 1, the anchor to Y in group 2 (K&B chapter 4, chained linear equating)."""
    x, y = pair_moments(table_x), pair_moments(table_y)
    notes = enough_for("linear", x.n, y.n, least)
    first, second = np.sqrt(x.anchor_var / x.var), np.sqrt(y.var / y.anchor_var)
    slope = first * second
    intercept = y.mean + second * (x.anchor_mean - y.anchor_mean) - slope * x.mean
    return line("chained linear", x.n, y.n, x.highest, slope, intercept, notes=notes)


def _levine_slopes(x: Pair, y: Pair, internal: bool) -> tuple[float, float]:
    if min(x.cov, y.cov) <= 0:
        raise ValueError("Levine's methods need an anchor that rises with the total score in both groups.")
    if internal:
        return x.var / x.cov, y.var / y.cov
    return (x.var + x.cov) / (x.anchor_var + x.cov), (y.var + y.cov) / (y.anchor_var + y.cov)


def _synthetic(method: str, x: Pair, y: Pair, slopes: tuple[float, float], weight: float | None, only_mean: bool,
               least: int | None) -> Equated:
    """Means and variances in the synthetic population (Braun and Holland, 1982), then mean or linear equating."""
    notes = enough_for("mean" if only_mean else "linear", x.n, y.n, least)
    w, (first, second) = group_weight(x.n, y.n, weight), slopes
    apart, wider = x.anchor_mean - y.anchor_mean, x.anchor_var - y.anchor_var
    mean_x, mean_y = x.mean - (1 - w) * first * apart, y.mean + w * second * apart
    var_x = x.var - (1 - w) * first**2 * wider + w * (1 - w) * first**2 * apart**2
    var_y = y.var + w * second**2 * wider + w * (1 - w) * second**2 * apart**2
    if min(var_x, var_y) <= 0:
        raise ValueError("The groups differ too much for a synthetic population with a spread; choose another method.")
    slope = 1.0 if only_mean else float(np.sqrt(var_y / var_x))
    return line(f"mean {method}" if only_mean else method, x.n, y.n, x.highest, slope,
                mean_y - slope * mean_x, notes=notes, details={"weight": w, "gamma": slopes})
