"""Equipercentile equating of two forms taken by different groups, with an anchor of items that both forms share.

Tables and weights are those of `common_items.py`. Presmoothing of the tables (`loglinear.smoothed_pairs`) is asked
for by the moments to keep: `keep=(4, 2)` keeps four moments of each margin and the cross moments up to x^2 v^2.
"""

import numpy as np

from question_bank.psychometrics.equating.common_items import group_weight
from question_bank.psychometrics.equating.equated import Equated, enough_for, line
from question_bank.psychometrics.equating.loglinear import smoothed_pairs
from question_bank.psychometrics.equating.percentiles import percentile_ranks, rank_of, score_at
from question_bank.psychometrics.equating.scores import frequencies, moments


def frequency_estimation(table_x, table_y, weight: float | None = None, keep: tuple[int, int] | None = None,
                         least: int | None = None) -> Equated:
    """Equal percentile ranks in the synthetic population (K&B section 5.1).

    The distribution of totals at each anchor score is taken to be the same in both groups. `details` holds the two
    estimated distributions.
    """
    x, y, notes = _prepared(table_x, table_y, keep, least)
    synthetic_x, synthetic_y, more = synthetic_distributions(x, y, group_weight(*_people(table_x, table_y), weight))
    n_x, n_y = (int(n) for n in _people(table_x, table_y))
    return Equated("frequency estimation", n_x, n_y, score_at(percentile_ranks(synthetic_x), synthetic_y),
                   notes=notes + more, details={"x": synthetic_x, "y": synthetic_y})


def chained_equipercentile(table_x, table_y, keep: tuple[int, int] | None = None, least: int | None = None) -> Equated:
    """X to the anchor in group 1, the anchor to Y in group 2 (K&B section 5.2)."""
    x, y, notes = _prepared(table_x, table_y, keep, least)
    anchor = score_at(percentile_ranks(x.sum(axis=1)), x.sum(axis=0))
    yx = score_at(rank_of(anchor, y.sum(axis=0)), y.sum(axis=1))
    n_x, n_y = (int(n) for n in _people(table_x, table_y))
    return Equated("chained equipercentile", n_x, n_y, yx, notes=notes)


def braun_holland(table_x, table_y, weight: float | None = None, least: int | None = None) -> Equated:
    """The line through means and standard deviations of frequency estimation (Braun and Holland, 1982; K&B 5.1.3)."""
    x, y, notes = _prepared(table_x, table_y, None, least, "linear")
    synthetic_x, synthetic_y, more = synthetic_distributions(x, y, group_weight(*_people(x, y), weight))
    first, second = moments(synthetic_x), moments(synthetic_y)
    slope = second.sd / first.sd
    return line("braun holland", *_people(x, y), len(x) - 1, slope, second.mean - slope * first.mean,
                notes=notes + more)


def synthetic_distributions(x: np.ndarray, y: np.ndarray, weight: float) -> tuple[np.ndarray, np.ndarray, tuple]:
    """Shares of X and Y scores in the synthetic population, and a note when one group lacks an anchor score."""
    anchor_x, anchor_y = x.sum(axis=0) / x.sum(), y.sum(axis=0) / y.sum()
    anchor = weight * anchor_x + (1 - weight) * anchor_y
    missing = int(np.count_nonzero((anchor > 0) & ((anchor_x == 0) | (anchor_y == 0))))
    note = (f"{missing} anchor scores occur in one group only; smooth the tables or read the ends with care.",)
    return (_reweighted(x, anchor), _reweighted(y, anchor), note if missing else ())


def _reweighted(table: np.ndarray, anchor: np.ndarray) -> np.ndarray:
    column = table.sum(axis=0)
    given = np.where(column > 0, table / np.where(column > 0, column, 1.0), 1 / len(table))
    shares = given @ anchor
    return shares / shares.sum()


def _people(table_x, table_y) -> tuple[float, float]:
    return float(np.sum(table_x)), float(np.sum(table_y))


def _prepared(table_x, table_y, keep, least, kind: str = "equipercentile") -> tuple[np.ndarray, np.ndarray, tuple]:
    x, y = frequencies(table_x), frequencies(table_y)
    if x.ndim != 2 or y.ndim != 2 or x.shape[1] != y.shape[1]:
        raise ValueError("Both tables need the same anchor scores as columns.")
    notes = enough_for(kind, x.sum(), y.sum(), least)
    if keep is None:
        return x, y, notes
    crossed = [(i, j) for i in range(1, keep[1] + 1) for j in range(1, keep[1] + 1)]
    degrees = (keep[0], keep[0])
    return smoothed_pairs(x, degrees, crossed).fitted, smoothed_pairs(y, degrees, crossed).fitted, notes
