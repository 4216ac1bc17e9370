"""Tails and quantiles of the normal, chi-square, t, F, beta and binomial distributions, on numpy arrays.

Every function takes numbers or arrays that broadcast and gives an array of their shape. Outside its range a tail is
0 or 1; NaN stays NaN; an impossible parameter raises ValueError. Notation and relations: Abramowitz and Stegun (1964),
Handbook of Mathematical Functions, chapter 26. Quantiles are as exact as the tails (`incomplete.py`): their root is
bracketed until nothing smaller can be told apart.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from question_bank.psychometrics.incomplete import beta_tails, beta_tails_of_odds, gamma_tails

_erfc = np.vectorize(math.erfc, otypes=[float])
_normal_quantile = np.vectorize(NormalDist().inv_cdf, otypes=[float])


def normal_density(z) -> np.ndarray:
    """The height of the standard normal curve at z (A&S 26.2.1)."""
    z = np.asarray(z, dtype=float)
    return np.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def normal_cdf(z) -> np.ndarray:
    """P(Z <= z) for a standard normal Z (A&S 26.2.2), by the complementary error function."""
    return _erfc(-np.asarray(z, dtype=float) / math.sqrt(2)) / 2


def normal_tail(z) -> np.ndarray:
    """P(Z > z); keeps its relative accuracy far out, where 1 - normal_cdf(z) would be 0."""
    return _erfc(np.asarray(z, dtype=float) / math.sqrt(2)) / 2


def normal_quantile(p) -> np.ndarray:
    """The z with P(Z <= z) = p (Wichura, 1988, Applied Statistics 37, algorithm AS 241); -inf at 0 and inf at 1."""
    p = _probability(p)
    inside = (p > 0) & (p < 1)
    edge = np.where(np.isnan(p), np.nan, np.where(p > 0, np.inf, -np.inf))
    return np.where(inside, _normal_quantile(np.where(inside, p, 0.5)), edge)


def chi_square_tail(x, df) -> np.ndarray:
    """P(X > x): the p value of a chi-square statistic."""
    return gamma_tails(np.asarray(df, dtype=float) / 2, np.asarray(x, dtype=float) / 2)[1]


def f_cdf(x, df1, df2) -> np.ndarray:
    """P(X <= x) for F with df1 and df2 > 0 degrees of freedom (A&S 26.6.2)."""
    return _f_tails(np.asarray(x, dtype=float), *_degrees(df1, df2))[0]


def f_tail(x, df1, df2) -> np.ndarray:
    """P(X > x): the p value of an F statistic."""
    return _f_tails(np.asarray(x, dtype=float), *_degrees(df1, df2))[1]


def f_quantile(p, df1, df2) -> np.ndarray:
    """The x with P(X <= x) = p."""
    return _inverse(_f_tails, _probability(p), 1 - _probability(p), df1, df2)


def t_two_sided(t, df) -> np.ndarray:
    """P(|T| > |t|): the p value of a two-sided t test."""
    t, df = np.asarray(t, dtype=float), np.asarray(df, dtype=float)
    return _f_tails(t * t, np.ones_like(df), df)[1]


def binomial_tail(k, n, p) -> np.ndarray:
    """P(X >= k) for n independent trials with chance p each (A&S 26.5.24)."""
    k, n, p = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (k, n, p)))
    inside = (k >= 1) & (k <= n)
    tail = beta_tails(p, np.where(inside, k, 1), np.where(inside, n - k + 1, 1))[0]
    return np.where(inside, tail, np.where(k <= 0, 1.0, 0.0))


def _f_tails(x: np.ndarray, df1: np.ndarray, df2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return beta_tails_of_odds(df1 * x / df2, df1 / 2, df2 / 2)


def _degrees(df1, df2) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(df1, dtype=float), np.asarray(df2, dtype=float)


def _probability(p) -> np.ndarray:
    p = np.asarray(p, dtype=float)
    if np.any((p < 0) | (p > 1)):
        raise ValueError("A probability must lie between 0 and 1.")
    return p


def _inverse(tails: Callable, lower, upper, *parameters) -> np.ndarray:
    """The x >= 0 at which `tails(x, ...)` is (lower, upper); the smaller of the two decides, so no accuracy is lost."""
    lower, upper, *parameters = np.broadcast_arrays(lower, upper, *(np.asarray(v, dtype=float) for v in parameters))
    first, last = lower == 0, upper == 0
    lower, upper = np.where(first | last, 0.5, lower), np.where(first | last, 0.5, upper)

    def gap(log_x: np.ndarray) -> np.ndarray:
        below, above = tails(np.exp(log_x), *parameters)
        with np.errstate(divide="ignore"):
            return np.where(lower <= upper, np.log(below / lower), -np.log(above / upper))

    found = np.exp(_root(gap, *_bracket(gap, lower.shape)))
    return np.where(np.isnan(lower), np.nan, np.where(first, 0.0, np.where(last, np.inf, found)))


def _bracket(gap: Callable, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Two logarithms between which the rising `gap` turns from below 0 to above it."""
    low, high, step = np.full(shape, -0.5), np.full(shape, 0.5), 1.0
    while step < 1500:
        short, long = gap(high) < 0, gap(low) > 0
        if not np.any(short | long):
            break
        low, high = np.where(short, high, np.where(long, low - step, low)), np.where(
            long, low, np.where(short, high + step, high))
        low, high, step = np.clip(low, -740, 709), np.clip(high, -740, 709), step * 2
    return low, high


def _root(gap: Callable, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Where `gap` is 0, by false position with halved ends (Illinois) and every third time by the middle."""
    at_low, at_high = gap(low), gap(high)
    best, best_gap, side = low, np.abs(at_low), np.zeros(low.shape)
    for number in range(150):
        with np.errstate(invalid="ignore", divide="ignore"):
            guess = high - at_high * (high - low) / (at_high - at_low)
        inside = (guess > low) & (guess < high) & (number % 3 < 2)
        guess = np.where(inside, guess, (low + high) / 2)
        here = gap(guess)
        better = np.abs(here) < best_gap
        best, best_gap = np.where(better, guess, best), np.where(better, np.abs(here), best_gap)
        short = here < 0
        at_low = np.where(short, here, np.where(side > 0, at_low / 2, at_low))
        at_high = np.where(short, np.where(side < 0, at_high / 2, at_high), here)
        low, high, side = np.where(short, guess, low), np.where(short, high, guess), np.where(short, -1, 1)
        if not np.any((best_gap > 1e-15) & (high - low > 4e-16 * np.maximum(np.abs(high), 1e-3))):
            break
    return best
