"""Score frequencies and their moments: the only thing that equating needs to know about people."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Moments:
    """Of a score distribution: `sd` divides by n as equating does, `sd_sample` by n - 1; kurtosis is 3 for a normal."""

    n: float
    mean: float
    sd: float
    sd_sample: float
    skew: float
    kurtosis: float


def counts(scores, highest: int) -> np.ndarray:
    """How many people got 0, 1, ..., `highest`: shape (highest + 1,). Raises ValueError for a score outside."""
    scores = whole(scores, highest)
    return np.bincount(scores, minlength=highest + 1).astype(float)


def joint_counts(totals, anchors, highest: int, highest_anchor: int) -> np.ndarray:
    """How many people got each pair of total and anchor score: shape (highest + 1, highest_anchor + 1)."""
    totals, anchors = whole(totals, highest), whole(anchors, highest_anchor)
    if totals.shape != anchors.shape:
        raise ValueError("Each person needs one total and one anchor score.")
    table = np.zeros((highest + 1, highest_anchor + 1))
    np.add.at(table, (totals, anchors), 1)
    return table


def whole(scores, highest: int) -> np.ndarray:
    """The scores as whole numbers; ValueError when one is not, or lies outside 0 to `highest`."""
    scores = np.asarray(scores)
    rounded = np.rint(scores).astype(int)
    if scores.ndim != 1 or np.any(rounded != scores) or np.any((rounded < 0) | (rounded > highest)):
        raise ValueError(f"Scores must be whole numbers from 0 to {highest}, one for each person.")
    return rounded


def frequencies(values) -> np.ndarray:
    """The values as a frequency distribution over 0, 1, 2, ...; ValueError when it is none."""
    values = np.asarray(values, dtype=float)
    if not np.all(np.isfinite(values)) or np.any(values < 0) or values.sum() <= 0 or values.shape[0] < 2:
        raise ValueError("Frequencies must be counts of at least 0, for at least two scores, of somebody.")
    return values


def moments(freq) -> Moments:
    """The moments of frequencies over the scores 0, 1, 2, ... (K&B section 1.3, equations of skewness and kurtosis)."""
    freq = frequencies(freq)
    n, scores = freq.sum(), np.arange(len(freq))
    mean = freq @ scores / n
    away = scores - mean
    sd = np.sqrt(freq @ away**2 / n)
    if sd == 0:
        return Moments(float(n), float(mean), 0.0, 0.0, np.nan, np.nan)
    skew, kurtosis = freq @ away**3 / n / sd**3, freq @ away**4 / n / sd**4
    sample = sd * np.sqrt(n / (n - 1)) if n > 1 else np.nan
    return Moments(float(n), float(mean), float(sd), float(sample), float(skew), float(kurtosis))
