"""How far raters agree, how severe each is, and how sure a cut score is that rests on their ratings.

Ratings are an array with one row for each target (an item, a person) and one column for each rater.
"""

from dataclasses import dataclass

import numpy as np

from question_bank.psychometrics.distributions import f_quantile, f_tail


@dataclass(frozen=True)
class Agreement:
    """One intraclass correlation with its F test and interval; `n` targets and `k` raters it rests on."""

    kind: str
    value: float
    low: float
    high: float
    f: float
    df1: float
    df2: float
    p: float
    n: int
    k: int


@dataclass(frozen=True)
class Squares:
    """Mean squares of targets by raters: between targets, within targets, between raters, and what is left."""

    n: int
    k: int
    targets: float
    within: float
    raters: float
    residual: float


def complete(ratings) -> np.ndarray:
    """The rows without a missing rating; ValueError when fewer than two rows or columns are left."""
    ratings = np.asarray(ratings, dtype=float)
    if ratings.ndim != 2:
        raise ValueError("Ratings need one row for each target and one column for each rater.")
    ratings = ratings[np.all(np.isfinite(ratings), axis=1)]
    if min(ratings.shape) < 2:
        raise ValueError("Agreement needs at least two raters who all rated at least two targets.")
    return ratings


def mean_squares(ratings) -> Squares:
    """The two-way analysis of variance without replication (Shrout and Fleiss, 1979, table 3)."""
    ratings = complete(ratings)
    n, k = ratings.shape
    grand, by_target, by_rater = ratings.mean(), ratings.mean(axis=1), ratings.mean(axis=0)
    targets = k * np.sum((by_target - grand) ** 2) / (n - 1)
    raters = n * np.sum((by_rater - grand) ** 2) / (k - 1)
    within = np.sum((ratings - by_target[:, None]) ** 2) / (n * (k - 1))
    left = np.sum((ratings - by_target[:, None] - by_rater + grand) ** 2) / ((n - 1) * (k - 1))
    return Squares(n, k, targets, within, raters, left)


def intraclass(ratings, level: float = 0.95) -> dict[str, Agreement]:
    """ICC(1,1), ICC(2,1), ICC(3,1) and the same for the mean of all raters, by the names ICC1 ... ICC3k.

    Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428. 1: each target has raters of its own; 2: raters are a
    sample, their severity counts; 3: only these raters, consistency. Intervals of ICC2 by Satterthwaite's degrees of
    freedom (their p. 424). Undefined values are NaN. Rows with a missing rating are left out.
    """
    s = mean_squares(ratings)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"ICC1": _one_way(s, level, False), "ICC2": _random(s, level, False), "ICC3": _fixed(s, level, False),
                "ICC1k": _one_way(s, level, True), "ICC2k": _random(s, level, True), "ICC3k": _fixed(s, level, True)}


def _one_way(s: Squares, level: float, of_mean: bool) -> Agreement:
    return _by_f("ICC1", s, np.divide(s.targets, s.within), s.n * (s.k - 1), level, of_mean)


def _fixed(s: Squares, level: float, of_mean: bool) -> Agreement:
    return _by_f("ICC3", s, np.divide(s.targets, s.residual), (s.n - 1) * (s.k - 1), level, of_mean)


def _by_f(kind: str, s: Squares, f: float, df2: float, level: float, of_mean: bool) -> Agreement:
    df1, upper = s.n - 1, (1 + level) / 2
    low, high = f / f_quantile(upper, df1, df2), f * f_quantile(upper, df2, df1)
    value, low, high = (1 - 1 / each if of_mean else (each - 1) / (each + s.k - 1) for each in (f, low, high))
    return _agreement(kind, s, value, low, high, f, df2, of_mean)


def _random(s: Squares, level: float, of_mean: bool) -> Agreement:
    n, k, upper = s.n, s.k, (1 + level) / 2
    df2, f = (n - 1) * (k - 1), np.divide(s.targets, s.residual)
    single = (s.targets - s.residual) / (s.targets + (k - 1) * s.residual + k * (s.raters - s.residual) / n)
    ratio, rest = np.divide(s.raters, s.residual), n * (1 + (k - 1) * single) - k * single
    v = df2 * (k * single * ratio + rest) ** 2 / ((n - 1) * k**2 * single**2 * ratio**2 + rest**2)
    noise = k * s.raters + (k * n - k - n) * s.residual
    if np.isfinite(v) and v > 0:
        by_upper, by_lower = f_quantile(upper, n - 1, v), f_quantile(upper, v, n - 1)
        low = n * (s.targets - by_upper * s.residual) / (by_upper * noise + n * s.targets)
        high = n * (by_lower * s.targets - s.residual) / (noise + n * by_lower * s.targets)
    else:
        low = high = np.nan
    if of_mean:
        low, high = (each * k / (1 + each * (k - 1)) for each in (low, high))
        single = (s.targets - s.residual) / (s.targets + (s.raters - s.residual) / n)
    return _agreement("ICC2", s, single, low, high, f, df2, of_mean)


def _agreement(kind, s, value, low, high, f, df2, of_mean) -> Agreement:
    p = f_tail(f, s.n - 1, df2)
    return Agreement(kind + ("k" if of_mean else ""), float(value), float(low), float(high), float(f), s.n - 1,
                     float(df2), float(p), s.n, s.k)


@dataclass(frozen=True)
class Panel:
    """What ratings of a panel say; `items` and `judges` count those rated and rating.

    `cut` is the sum over items of the mean rating, in the unit of the ratings; `judge_cuts` what each judge would set.
    `se` is their standard deviation over the root of their number: how far another panel of such judges would land.
    `se_with_items` lets the items vary too (Brennan and Lockwood, 1980). `severity` is a judge's mean rating minus the
    panel's: above 0 is stricter. `consistency` is a judge's correlation with the mean of the others.
    """

    items: int
    judges: int
    cut: float
    judge_cuts: np.ndarray
    judge_means: np.ndarray
    mean: float
    median_of_judges: float
    sd_of_judges: float
    se_of_mean: float
    se: float
    se_with_items: float
    severity: np.ndarray
    consistency: np.ndarray
    item_means: np.ndarray
    item_sds: np.ndarray
    item_ranges: np.ndarray


def panel(ratings) -> Panel:
    """Angoff statistics of items by judges (Angoff, 1971; Cizek and Bunch, 2007, Standard Setting, ch. 6).

    Ratings are the share of minimally competent candidates who would answer the item rightly (or any other unit). The
    standard error that lets items vary is Brennan and Lockwood's (1980), Applied Psychological Measurement 4, 219-240.
    Rows with a missing rating are left out; raises ValueError below two items or judges.
    """
    ratings = complete(ratings)
    items, judges = ratings.shape
    by_judge, by_item, spread = ratings.mean(axis=0), ratings.mean(axis=1), ratings.std(axis=1, ddof=1)
    sd, mean = by_judge.std(ddof=1), ratings.mean()
    s = mean_squares(ratings)
    wide = max(s.targets - s.residual, 0) / judges / items + max(s.raters - s.residual, 0) / items / judges
    return Panel(items, judges, float(by_item.sum()), ratings.sum(axis=0), by_judge, float(mean),
                 float(np.median(by_judge)), float(sd), float(sd / np.sqrt(judges)),
                 float(items * sd / np.sqrt(judges)), float(items * np.sqrt(wide + s.residual / (items * judges))),
                 by_judge - mean, _with_the_others(ratings), by_item, spread, np.ptp(ratings, axis=1))


def to_discuss(ratings, range_over: float = 0.30, sd_over: float = 0.15) -> np.ndarray:
    """The places of the items whose ratings lie far apart: a range or standard deviation above these, in their unit."""
    found = panel(ratings)
    wide = (found.item_ranges > range_over + 1e-12) | (found.item_sds > sd_over + 1e-12)
    rows = np.flatnonzero(np.all(np.isfinite(np.asarray(ratings, dtype=float)), axis=1))
    return rows[wide]


def _with_the_others(ratings: np.ndarray) -> np.ndarray:
    """Correlation of each column with the mean of the other columns; NaN for a judge who gave one rating to all."""
    judges = ratings.shape[1]
    others = (ratings.sum(axis=1, keepdims=True) - ratings) / (judges - 1)
    own, rest = ratings - ratings.mean(axis=0), others - others.mean(axis=0)
    size = np.sqrt((own**2).sum(axis=0) * (rest**2).sum(axis=0))
    return np.where(size > 1e-12, (own * rest).sum(axis=0) / np.where(size > 1e-12, size, 1), np.nan)
