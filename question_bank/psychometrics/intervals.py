"""Intervals for shares, correlations and alpha, each by a named method."""

import math

import numpy as np

from question_bank.psychometrics.distributions import f_cdf, f_quantile, normal_quantile

LEVEL = 0.95
FEWEST_FOR_APPROXIMATION, MOST_FOR_CHORDS, CHORDS = 8, 5_000, 4


def wilson(shares: np.ndarray, n: int, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Low and high ends for shares of n persons: Wilson (1927), J. American Statistical Association 22, 209.

    Never leaves [0, 1], and says something where nobody or everybody was right.
    """
    z = float(normal_quantile((1 + level) / 2))
    middle = (shares + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(shares * (1 - shares) / n + z * z / (4 * n * n))
    return np.clip(middle - half, 0, shares), np.clip(middle + half, shares, 1)


def fisher(correlations: np.ndarray, n: int, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Low and high ends for correlations of n pairs by Fisher's z (1921), Metron 1, 3; nan below 4 pairs.

    For a point-biserial it is an approximation, as one of the two variables is not normal.
    """
    if n < 4:
        nothing = np.full(np.shape(correlations), np.nan)
        return nothing, nothing
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.arctanh(correlations)
        half = float(normal_quantile((1 + level) / 2)) / math.sqrt(n - 3)
        return np.tanh(z - half), np.tanh(z + half)


def feldt(alpha: float, n: int, k: int, level: float = LEVEL) -> tuple[float, float]:
    """Low and high ends for alpha or KR-20 of n persons and k items: Feldt (1965), Psychometrika 30, 357, equation 15.

    (1 - true alpha) / (1 - sample alpha) has an F distribution with (n - 1)(k - 1) and n - 1 degrees of freedom, turned
    over here to n - 1 and (n - 1)(k - 1).
    """
    tail = (1 - level) / 2
    low, high = _f_quantile(np.array([1 - tail, tail]), n - 1, (n - 1) * (k - 1)).tolist()
    return 1 - (1 - alpha) * low, 1 - (1 - alpha) * high


def _f_quantile(shares: np.ndarray, above: int, below: int) -> np.ndarray:
    """F quantiles without the long halving where there are many persons.

    Paulson's approximation (1942, Annals of Mathematical Statistics 13, 233) errs by less than 2e-7 from 5,000 persons
    on; below, a few chords make it exact.
    """
    if above < FEWEST_FOR_APPROXIMATION:
        return f_quantile(shares, above, below)
    z, p, q = normal_quantile(shares), 2 / (9 * above), 2 / (9 * below)
    bottom = (1 - q) ** 2 - z * z * q
    inside = (1 - p) ** 2 * (1 - q) ** 2 - bottom * ((1 - p) ** 2 - z * z * p)
    near = (((1 - p) * (1 - q) + np.sign(z) * np.sqrt(inside)) / bottom) ** 3
    if above > MOST_FOR_CHORDS:
        return near
    before, missed_before = near * 1.001, f_cdf(near * 1.001, above, below) - shares
    for _ in range(CHORDS):
        missed = f_cdf(near, above, below) - shares
        slope = (missed - missed_before) / np.where(near == before, np.inf, near - before)
        before, missed_before, near = near, missed, near - np.where(slope == 0, 0.0, missed / np.where(slope, slope, 1))
    return near
