"""Classical item statistics: how hard an item is, and how well it tells the able from the others.

Everything is computed from the whole numbers of a `ScoreTable`, so no figure suffers from rounding on the way. What is
not defined (an item that everybody got right, a test on which everybody has one score) is nan.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.distributions import normal_density, normal_quantile
from question_bank.psychometrics.score_table import ScoreTable

GROUP_SHARE = 0.27


@dataclass(frozen=True, eq=False)
class ItemStatistics:
    """Arrays of k items, without unit. `covariance_with_total` and `variance` are n-1 (co)variances."""

    p: np.ndarray
    variance: np.ndarray
    covariance_with_total: np.ndarray
    pbis_uncorrected: np.ndarray
    pbis_corrected: np.ndarray
    biserial_corrected: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    @property
    def discrimination(self) -> np.ndarray:
        """Share right in the upper group minus share right in the lower (Johnson 1951, J. Educ. Psychology 42, 499)."""
        return self.upper - self.lower


def item_statistics(table: ScoreTable, group_share: float = GROUP_SHARE) -> ItemStatistics:
    """The statistics of every item of a score table, (k,) each.

    Corrected point-biserial: the item against the total without it (Henrysson 1963, Psychometrika 28, 211; Lord and
    Novick 1968, Statistical Theories of Mental Test Scores, 15.3). n-1 or n makes no difference to a correlation.
    """
    right = table.right.sum(axis=1)
    p = right / table.n
    variance, covariance, total = _moments(table)
    with np.errstate(divide="ignore", invalid="ignore"):
        uncorrected = covariance / np.sqrt(variance * total)
        rest = total + variance - 2 * covariance
        corrected = (covariance - variance) / np.sqrt(variance * np.where(rest > 1e-12 * total, rest, np.nan))
    lower, upper = group_shares(table, table.right, group_share)
    return ItemStatistics(p, variance, covariance, uncorrected, corrected, biserial(corrected, p), lower, upper)


def _moments(table: ScoreTable) -> tuple[np.ndarray, np.ndarray, float]:
    """Item variances, covariances with the total, and the variance of the total: n-1 in each."""
    n, scores = table.n, table.scores
    right = table.right.sum(axis=1)
    below = float(n) * (n - 1) or np.nan
    total = int(table.persons @ scores)
    variance = right * (n - right) / below
    covariance = (n * (table.right @ scores) - right * total) / below
    return variance, covariance, (n * int(table.persons @ scores**2) - total * total) / below


def biserial(point_biserial: np.ndarray, p: np.ndarray) -> np.ndarray:
    """The biserial correlation of items whose point-biserial and share right are known, (k,) each; may exceed 1.

    Lord and Novick (1968), equation 15.5.4: r_pb sqrt(pq) / y, with y the normal ordinate where p is cut off.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return point_biserial * np.sqrt(p * (1 - p)) / normal_density(normal_quantile(p))


def group_shares(table: ScoreTable, counts: np.ndarray, share: float = GROUP_SHARE) -> tuple[np.ndarray, np.ndarray]:
    """The share of `counts` (..., k+1) within the lower and the upper group of persons by total score.

    Groups of 27 % are best (Kelley 1939, J. Educ. Psychology 30, 17). Persons with the score at the border count in
    part, so that the order of persons decides nothing.
    """
    wanted = share * table.n
    lower, upper = _weights(table.persons, wanted), _weights(table.persons[::-1], wanted)[::-1]
    return counts @ lower / wanted, counts @ upper / wanted


def _weights(persons: np.ndarray, wanted: float) -> np.ndarray:
    """For each score, the share of its persons that belongs to the first `wanted` persons."""
    before = np.cumsum(persons) - persons
    return np.clip((wanted - before) / np.maximum(persons, 1), 0, 1)
