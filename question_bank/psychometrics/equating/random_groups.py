"""Equating of two forms taken by random halves of one group: identity, mean, linear, circle-arc, equipercentile."""

import numpy as np

from question_bank.psychometrics.equating.equated import Equated, enough_for, line
from question_bank.psychometrics.equating.loglinear import smoothed
from question_bank.psychometrics.equating.percentiles import percentile_ranks, score_at
from question_bank.psychometrics.equating.scores import frequencies, moments


def identity(freq_x, freq_y) -> Equated:
    """X scores stand as they are (K&B section 2.4.1): the right choice when people are few and forms alike."""
    freq_x, freq_y = frequencies(freq_x), frequencies(freq_y)
    return line("identity", freq_x.sum(), freq_y.sum(), len(freq_x) - 1, 1.0, 0.0, se=np.zeros(len(freq_x)))


def mean(freq_x, freq_y, least: int | None = None) -> Equated:
    """X scores moved by the difference of the means (K&B eq. 2.6), with its standard error for independent groups."""
    x, y = moments(freq_x), moments(freq_y)
    notes = enough_for("mean", x.n, y.n, least)
    error = np.full(len(freq_x), np.sqrt(x.sd**2 / x.n + y.sd**2 / y.n))
    return line("mean", x.n, y.n, len(freq_x) - 1, 1.0, y.mean - x.mean, se=error, notes=notes)


def linear(freq_x, freq_y, least: int | None = None) -> Equated:
    """Equal standardised deviations from the mean (K&B eq. 2.10), with standard deviations that divide by n - 1.

    Standard error without assuming normality: Braun and Holland (1982, p. 34), K&B section 7.3.
    """
    x, y = moments(freq_x), moments(freq_y)
    notes = enough_for("linear", x.n, y.n, least)
    if x.sd == 0 or y.sd == 0:
        raise ValueError("Linear equating needs scores that differ, on both forms.")
    z = (np.arange(len(freq_x)) - x.mean) / x.sd
    spread = (x.kurtosis - 1) / (4 * x.n) + (y.kurtosis - 1) / (4 * y.n)
    error = y.sd * np.sqrt(1 / x.n + 1 / y.n + (x.skew / x.n + y.skew / y.n) * z + spread * z**2)
    slope = y.sd_sample / x.sd_sample
    return line("linear", x.n, y.n, len(freq_x) - 1, slope, y.mean - slope * x.mean, se=error, notes=notes)


def circle_arc(freq_x, freq_y, least: int | None = None) -> Equated:
    """Simplified circle-arc (Livingston and Kim, 2009, Journal of Educational Measurement 46, 330-343).

    The ends of both scales are tied to each other, the means meet, and an arc through these three points bends away
    from the straight line between the ends. Meant for small groups.
    """
    x, y = moments(freq_x), moments(freq_y)
    notes = enough_for("circle", x.n, y.n, least)
    high_x, high_y = len(freq_x) - 1, len(freq_y) - 1
    scores = np.arange(high_x + 1)
    base = high_y / high_x
    bend = y.mean - base * x.mean
    if not 0 < x.mean < high_x:
        raise ValueError("A circle-arc needs a mean score inside the scale.")
    arc = _arc(scores, high_x, x.mean, bend)
    return Equated("circle", int(x.n), int(y.n), base * scores + arc, notes=notes)


def _arc(scores: np.ndarray, high: float, middle: float, bend: float) -> np.ndarray:
    """The height at `scores` of the circle through (0, 0), (middle, bend) and (high, 0)."""
    if abs(bend) < 1e-12:
        return np.zeros(len(scores))
    center_y = (middle**2 + bend**2 - high * middle) / (2 * bend)
    radius = np.hypot(high / 2, center_y)
    return center_y + np.sign(bend) * np.sqrt(radius**2 - (scores - high / 2) ** 2)


def equipercentile(freq_x, freq_y, degree: int | str | None = None, least: int | None = None) -> Equated:
    """Scores with equal percentile ranks (K&B eq. 2.16 to 2.19).

    `degree` asks for log-linear presmoothing (K&B section 3.3): how many moments to keep on both forms, or "aic" or
    "bic" to choose them. The standard error (Lord, 1982; K&B section 7.3) is given for unsmoothed frequencies; use
    `bootstrap` for the others. At scores that nobody got, the unsmoothed equivalent is arbitrary.
    """
    freq_x, freq_y = frequencies(freq_x), frequencies(freq_y)
    notes = enough_for("equipercentile", freq_x.sum(), freq_y.sum(), least)
    n_x, n_y = int(freq_x.sum()), int(freq_y.sum())
    if degree is None:
        error = _unsmoothed_error(freq_x, freq_y)
        return Equated("equipercentile", n_x, n_y, score_at(percentile_ranks(freq_x), freq_y), se=error, notes=notes)
    x, y = smoothed(freq_x, degree), smoothed(freq_y, degree)
    return Equated("equipercentile", n_x, n_y, score_at(percentile_ranks(x.fitted), y.fitted), notes=notes,
                   details={"x": x, "y": y})


def _unsmoothed_error(freq_x: np.ndarray, freq_y: np.ndarray) -> np.ndarray:
    """Lord (1982), Journal of Educational Statistics 7, 165-174; NaN where nobody got the score on Y."""
    n_x, n_y, ranks = freq_x.sum(), freq_y.sum(), percentile_ranks(freq_x)
    share = freq_y / n_y
    top = np.cumsum(share)
    cell = np.minimum(np.searchsorted(top, ranks, side="right"), len(share) - 1)
    height = np.where(share[cell] > 0, share[cell], np.nan)
    above, below = top[cell] - ranks, ranks - (top[cell] - share[cell])
    variance = (ranks * (1 - ranks) * (n_x + n_y) / (n_x * n_y) - above * below / (n_y * height)) / height**2
    return np.sqrt(np.maximum(variance, 0.0))
