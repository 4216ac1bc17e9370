"""Reliability and error of measurement of the total score."""

import math
from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.answer_matrix import AnswerMatrix
from question_bank.psychometrics.classical import ItemStatistics
from question_bank.psychometrics.intervals import LEVEL, feldt, fisher
from question_bank.psychometrics.one_core import one_core
from question_bank.psychometrics.score_table import ScoreTable

ROWS_AT_ONCE = 1 << 14
NAN = math.nan


@dataclass(frozen=True)
class ScoreDistribution:
    """Of the total score: mean and sd (n-1) in items; skew and excess kurtosis without unit; nan where undefined."""

    mean: float
    sd: float
    skew: float
    kurtosis: float


def score_distribution(table: ScoreTable) -> ScoreDistribution:
    """Moments of the total score; skew is m3 / m2^1.5 and kurtosis m4 / m2^2 - 3 (Joanes and Gill 1998, g1 and g2)."""
    n, scores = table.n, table.scores
    mean = float(table.persons @ scores) / n
    squares, cubes, fourths = (float(table.persons @ (scores - mean) ** power) / n for power in (2, 3, 4))
    if n < 2 or squares < 1e-12:
        return ScoreDistribution(mean, 0.0 if n > 1 else NAN, NAN, NAN)
    return ScoreDistribution(mean, math.sqrt(squares * n / (n - 1)), cubes / squares**1.5, fourths / squares**2 - 3)


@dataclass(frozen=True, eq=False)
class Reliability:
    """`alpha` is KR-20 for scores of 0 and 1. `sem` in items. nan where undefined (one item, one score)."""

    alpha: float
    alpha_low: float
    alpha_high: float
    kr21: float
    sem: float
    alpha_if_deleted: np.ndarray
    level: float


def reliability(table: ScoreTable, items: ItemStatistics, level: float = LEVEL) -> Reliability:
    """Alpha (Cronbach 1951, Psychometrika 16, 297, equation 2), here KR-20 (Kuder and Richardson 1937, 2, 151).

    KR-21 is their equation 21 with the n variance, as it is usually printed. Feldt's interval. The standard error of
    measurement is sd sqrt(1 - alpha) (Lord and Novick 1968, equation 3.8.4). Each (k,) alpha without one item.
    """
    k, n = table.k, table.n
    spread = score_distribution(table)
    total, within = spread.sd**2, float(items.variance.sum())
    alpha = _alpha(k, within, total)
    low, high = feldt(alpha, n, k, level) if not math.isnan(alpha) and alpha < 1 else (NAN, NAN)
    kr21 = NAN
    if k > 1 and total > 0:
        kr21 = k / (k - 1) * (1 - spread.mean * (k - spread.mean) / (k * total * (n - 1) / n))
    rest = total + items.variance - 2 * items.covariance_with_total
    without = np.array([_alpha(k - 1, within - one, left)
                        for one, left in zip(items.variance.tolist(), rest.tolist(), strict=True)])
    sem = spread.sd * math.sqrt(max(0.0, 1 - alpha)) if not math.isnan(alpha) else NAN
    return Reliability(alpha, low, high, kr21, sem, without, level)


def _alpha(k: int, within: float, total: float) -> float:
    if k < 2 or not total > 1e-12:
        return NAN
    return k / (k - 1) * (1 - within / total)


def conditional_sem(score: float, k: int, kr20: float = NAN, kr21: float = NAN) -> float:
    """The standard error of measurement, in items, of persons whose score on k items is `score`.

    Lord's binomial error sqrt(x (k - x) / (k - 1)) (1957, Educational and Psychological Measurement 17, 510); with both
    coefficients multiplied by Keats's sqrt((1 - KR20) / (1 - KR21)) (1957, Psychometrika 22, 29), so that the average
    agrees with the overall figure although items differ in difficulty.
    """
    if k < 2:
        return NAN
    lord = math.sqrt(score * (k - score) / (k - 1))
    if math.isnan(kr20) or math.isnan(kr21) or kr21 >= 1 or kr20 > 1:
        return lord
    return lord * math.sqrt((1 - kr20) / (1 - kr21))


@dataclass(frozen=True)
class SplitHalf:
    """Odd against even items: the correlation of the halves, stepped up to the whole test, and its interval."""

    correlation: float
    reliability: float
    low: float
    high: float
    items_in_halves: tuple[int, int]


def split_half(matrix: AnswerMatrix, level: float = LEVEL) -> SplitHalf:
    """Odd-even halves and the formula of Spearman and Brown (both 1910, British Journal of Psychology 3, 271 and 296).

    The interval is Fisher's for the correlation, its ends stepped up in the same way.
    """
    right = matrix.right()
    odd, even = np.count_nonzero(right[:, 0::2], axis=1), np.count_nonzero(right[:, 1::2], axis=1)
    halves = (right[:, 0::2].shape[1], right[:, 1::2].shape[1])
    if min(halves) == 0 or matrix.n < 2 or odd.min() == odd.max() or even.min() == even.max():
        return SplitHalf(NAN, NAN, NAN, NAN, halves)
    r = float(np.corrcoef(odd, even)[0, 1])
    low, high = (float(end) for end in fisher(np.array(r), matrix.n, level))
    return SplitHalf(r, _stepped_up(r), _stepped_up(low), _stepped_up(high), halves)


def _stepped_up(r: float) -> float:
    return 2 * r / (1 + r) if r > -1 else NAN


@one_core()
def guttman_lambda6(matrix: AnswerMatrix) -> float:
    """Guttman's sixth bound (1945, Psychometrika 10, 255, equation 43) of standardized items; nan if one is constant.

    1 - sum(1 - squared multiple correlation of each item with the others) / sum of all correlations.
    """
    right, (n, k) = matrix.right(), matrix.answers.shape
    together = np.zeros((k, k))
    for begin in range(0, n, ROWS_AT_ONCE):
        block = right[begin:begin + ROWS_AT_ONCE].astype(np.float32)  # sums below 2**24 are exact
        together += block.T @ block
    sums = np.diag(together)
    covariance = n * together - np.outer(sums, sums)
    spread = np.sqrt(np.diag(covariance))
    if k < 2 or not (spread > 0).all():
        return NAN
    correlations = covariance / np.outer(spread, spread)
    if np.linalg.cond(correlations) > 1e12:
        return NAN
    return float(1 - (1 / np.diag(np.linalg.inv(correlations))).sum() / correlations.sum())
